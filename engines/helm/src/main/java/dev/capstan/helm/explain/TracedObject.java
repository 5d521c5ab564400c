package dev.capstan.helm.explain;

import java.util.List;

/**
 * A rendered object with the origins of its fields.
 *
 * @param template that rendered it
 * @param isHook whether it is not part of the release proper
 */
public record TracedObject(String template, String kind, String name, boolean isHook, List<TracedField> fields) {

    /** Copies the list. */
    public TracedObject {
        fields = List.copyOf(fields);
    }

    /** What the object says of its namespace; empty when it says nothing. */
    public String namespace() {
        return fields.stream()
                .filter(field -> field.path().equals("metadata.namespace"))
                .map(TracedField::value)
                .findFirst()
                .orElse("");
    }
}
