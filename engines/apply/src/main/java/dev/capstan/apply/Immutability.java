package dev.capstan.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.FieldCause;
import dev.capstan.apply.redaction.SecretMask;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises refusals that are about fields which cannot change on an existing object. */
public final class Immutability {

    private static final Pattern STATED = Pattern.compile(
            "is immutable|immutable field|field is immutable|may not be changed|cannot be changed|may not change once set"
                    + "|updates to .* are forbidden|can ?not change roleref",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]|\\[\"?([^\\]\"]+)\"?]");

    private Immutability() {}

    /** Whether it may be: Flux treats every Invalid and Conflict so. */
    static boolean isSuspected(ApiResult.Refused<ObjectNode> refused) {
        return refused.code() == 422 || refused.isConflict() || isStated(refused);
    }

    /** Whether the text says so. */
    public static boolean isStated(ApiResult.Refused<ObjectNode> refused) {
        return STATED.matcher(refused.message()).find();
    }

    /** The fields that the refusal names, with their values on both sides. */
    static List<ApplyFailure.ImmutableField.FieldChange> changes(
            ApiResult.Refused<ObjectNode> refused, JsonNode live, JsonNode wanted, SecretMask mask) {
        List<ApplyFailure.ImmutableField.FieldChange> changes = new ArrayList<>();
        for (FieldCause cause : refused.causes()) {
            if (cause.field().isEmpty()) {
                continue;
            }
            JsonNode before = at(live, cause.field());
            JsonNode after = at(wanted, cause.field());
            if (!before.equals(after)) {
                narrow(cause.field(), before, after, mask, changes);
            }
        }
        return changes;
    }

    /** Goes down to the fields that differ, so that a refusal of a whole spec still names the one that counts. */
    private static void narrow(
            String field,
            JsonNode before,
            JsonNode after,
            SecretMask mask,
            List<ApplyFailure.ImmutableField.FieldChange> changes) {
        if (before.isObject() && after.isObject()) {
            for (var entry : after.properties()) {
                JsonNode old = before.path(entry.getKey());
                if (!old.equals(entry.getValue())) {
                    narrow(field + "." + entry.getKey(), old, entry.getValue(), mask, changes);
                }
            }
            return;
        }
        if (changes.size() < 5) {
            changes.add(new ApplyFailure.ImmutableField.FieldChange(field, mask.show(before), mask.show(after)));
        }
    }

    private static JsonNode at(JsonNode object, String field) {
        JsonNode node = object;
        Matcher steps = STEP.matcher(field);
        while (steps.find()) {
            node = steps.group(2) != null
                    ? node.path(Integer.parseInt(steps.group(2)))
                    : node.path(steps.group(1) != null ? steps.group(1) : steps.group(3));
        }
        return node;
    }
}
