package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.object.CanonicalTree;
import dev.capstan.argo.object.Metadata;
import dev.capstan.cli.diff.FieldChange;
import dev.capstan.cli.terminal.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what two ways have made of one set of files. Values are never shown: they may be secrets. */
final class ObjectComparison {
    private static final int FIELDS = 6;
    private static final List<String> OF_THE_SERVER =
            List.of("creationTimestamp", "managedFields", "resourceVersion", "uid");

    private ObjectComparison() {}

    /**
     * Compares objects.
     *
     * @param argo of these, what no sync applies does not count
     * @param flux all that would be applied
     */
    static Proof of(List<JsonNode> argo, List<JsonNode> flux) {
        Map<String, ObjectNode> ours = byIdentity(
                argo.stream().filter(object -> !Hook.of(object).isNotOfSyncs()).toList());
        Map<String, ObjectNode> theirs = byIdentity(flux);
        var differences = new ArrayList<String>();
        ours.forEach((identity, object) -> {
            ObjectNode other = theirs.get(identity);
            if (other == null) {
                differences.add(PrintableText.of(identity + ": only the Application makes it"));
            } else if (!object.equals(other)) {
                differences.add(PrintableText.of(identity + ": " + fields(object, other)));
            }
        });
        theirs.keySet().stream()
                .filter(identity -> !ours.containsKey(identity))
                .forEach(identity -> differences.add(PrintableText.of(identity + ": only Flux makes it")));
        return differences.isEmpty() ? new Proof.Same(ours.size()) : new Proof.Different(ours.size(), differences);
    }

    private static String fields(ObjectNode object, ObjectNode other) {
        List<FieldChange> changes = FieldChange.between(object, other);
        String first = changes.stream().limit(FIELDS).map(FieldChange::path).collect(Collectors.joining(", "));
        return changes.size() > FIELDS ? first + " and " + (changes.size() - FIELDS) + " more fields" : first;
    }

    private static Map<String, ObjectNode> byIdentity(List<JsonNode> objects) {
        var all = new TreeMap<String, ObjectNode>();
        for (JsonNode object : objects) {
            if (object instanceof ObjectNode whole) {
                var metadata = Metadata.of(object);
                String name =
                        metadata.namespace().isEmpty() ? metadata.name() : metadata.namespace() + "/" + metadata.name();
                String identity =
                        metadata.kind() + (metadata.group().isEmpty() ? "" : "." + metadata.group()) + " " + name;
                all.put(identity, plain(whole));
            }
        }
        return all;
    }

    /** Without what has no meaning in a manifest, and with one writing for equal values. */
    private static ObjectNode plain(ObjectNode object) {
        ObjectNode copy = CanonicalTree.of(object).orElseGet(object::deepCopy).deepCopy();
        copy.remove("status");
        if (copy.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove(OF_THE_SERVER);
        }
        withoutNothing(copy);
        return copy;
    }

    /** A null is what is not there. */
    private static void withoutNothing(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        node.forEach(ObjectComparison::withoutNothing);
    }
}
