package dev.capstan.apply.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Annotations of an object that concern its deletion by us, whoever owns it.
 *
 * @param existedBefore whether it was there before it was first applied; written by the applier
 * @param isPruneAllowed whether somebody said that it may be deleted whatever speaks against it
 */
public record BrakeMarks(boolean existedBefore, boolean isPruneAllowed) {

    /** Annotation that the applier writes, with the value {@code true}. */
    public static final String EXISTED_BEFORE = "capstan.dev/existed-before";

    /** Annotation by which people allow the deletion, with the value {@code allowed}. */
    public static final String PRUNE = "capstan.dev/prune";

    private static final String ALLOWED = "allowed";
    private static final BrakeMarks NONE = new BrakeMarks(false, false);

    /** An object without these annotations. */
    public static BrakeMarks none() {
        return NONE;
    }

    /**
     * Reads them.
     *
     * @param object the whole object, or any part that has its metadata
     */
    public static BrakeMarks of(JsonNode object) {
        JsonNode annotations = object.path("metadata").path("annotations");
        boolean existedBefore = annotations.path(EXISTED_BEFORE).asText("").equals("true");
        boolean isAllowed = ALLOWED.equalsIgnoreCase(annotations.path(PRUNE).asText(""));
        return existedBefore || isAllowed ? new BrakeMarks(existedBefore, isAllowed) : NONE;
    }

    /** A copy of what is to be applied that records that the object was there before. */
    public static ObjectNode recordedIn(ObjectNode content) {
        ObjectNode copy = content.deepCopy();
        ObjectNode metadata = copy.withObject("/metadata");
        ObjectNode annotations = metadata.get("annotations") instanceof ObjectNode existing
                ? existing
                : metadata.putObject("annotations");
        annotations.put(EXISTED_BEFORE, "true");
        return copy;
    }

    /** What a person has to write on an object so that it may be deleted. */
    public static String permission() {
        return PRUNE + ": " + ALLOWED;
    }
}
