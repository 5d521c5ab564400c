package dev.capstan.application.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ForeignClaim;
import dev.capstan.apply.Owner;
import java.util.Optional;

/**
 * What is left to do with an object that may be taken over from a Kustomization or HelmRelease, and that an Application has applied
 * now: with the labels of its owner it would stay that one's.
 */
public final class HandOver {

    private HandOver() {}

    /** The merge patch that ends the hand-over of an object, for the version that it is in; empty when there is none to end. */
    public static Optional<ObjectNode> patch(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        boolean isAllowed = metadata.path("annotations")
                .path(ForeignClaim.TAKEOVER)
                .asText("")
                .equals(ForeignClaim.ALLOWED);
        if (!isAllowed) {
            return Optional.empty();
        }
        ObjectNode labels = JsonNodeFactory.instance.objectNode();
        for (String prefix : Owner.PREFIXES) {
            Owner.of(metadata.path("labels"), prefix)
                    .ifPresent(owner -> labels.putNull(owner.nameLabel()).putNull(owner.namespaceLabel()));
        }
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode changed = patch.putObject("metadata")
                .put("resourceVersion", metadata.path("resourceVersion").asText(""));
        changed.putObject("annotations").putNull(ForeignClaim.TAKEOVER);
        changed.set("labels", labels);
        return Optional.of(patch);
    }
}
