package dev.capstan.kustomize;

import java.util.List;

/**
 * An object of a build with the history of its fields.
 *
 * @param object the object
 * @param formerNames names that it had on its way, the oldest first; may hold its present name
 * @param fields its fields, in the order in which the object has them
 */
public record ExplainedObject(BuiltObject object, List<String> formerNames, List<ExplainedField> fields) {
    /** Copies the lists. */
    public ExplainedObject {
        formerNames = List.copyOf(formerNames);
        fields = List.copyOf(fields);
    }
}
