package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import java.util.ArrayList;
import java.util.List;

/** {@code ignoreDifferences}, as rules of Flux: JSON pointers for objects that are chosen by regular expressions. */
final class IgnoredFields {

    private IgnoredFields() {}

    static List<ObjectNode> of(JsonNode spec, Notes notes) {
        var rules = new ArrayList<ObjectNode>();
        for (JsonNode rule : Fields.elements(spec, "ignoreDifferences")) {
            String kind = Fields.text(rule, "kind");
            if (!Fields.elements(rule, "jqPathExpressions").isEmpty()) {
                notes.todo("ignoreDifferences of " + kind + ": Flux has no jq paths; write JSON pointers, or leave the"
                        + " field out of the manifests");
            }
            if (!Fields.elements(rule, "managedFieldsManagers").isEmpty()) {
                notes.different("ignoreDifferences of " + kind + ": managedFieldsManagers have no counterpart and need"
                        + " none for fields that the manifests leave out, since Flux applies server-side; leave them"
                        + " out, or write JSON pointers");
            }
            List<String> pointers = Fields.texts(rule, "jsonPointers");
            if (!pointers.isEmpty()) {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                pointers.forEach(object.putArray("paths")::add);
                target(object, rule);
                rules.add(object);
            }
        }
        return rules;
    }

    private static void target(ObjectNode object, JsonNode rule) {
        ObjectNode target = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("group", "kind", "name", "namespace")) {
            String pattern = Fields.text(rule, field);
            if (!pattern.isEmpty() && !pattern.equals("*")) {
                target.put(field, expression(pattern));
            }
        }
        if (!target.isEmpty()) {
            object.set("target", target);
        }
    }

    /** A pattern with stars and question marks, as a regular expression for the whole text. */
    private static String expression(String pattern) {
        return pattern.replace(".", "\\.").replace("*", ".*").replace("?", ".");
    }
}
