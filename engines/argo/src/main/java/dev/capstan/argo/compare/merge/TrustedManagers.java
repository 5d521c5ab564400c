package dev.capstan.argo.compare.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves fields to other managers ({@code managedFieldsManagers}): a field that one of them owns and that has another
 * value in the manifest is taken away on both sides. Pure.
 */
public final class TrustedManagers {

    private TrustedManagers() {}

    /**
     * @param manifest is changed
     * @param live is changed
     */
    public static void release(Collection<String> managers, ObjectNode manifest, ObjectNode live) {
        ManagedFields managed = ManagedFields.of(live);
        for (String manager : managers) {
            visit(managed.ofManager(manager), manifest, live, (element, wanted, current) -> {
                element.removeFrom(wanted);
                element.removeFrom(current);
            });
        }
    }

    /**
     * Leaves fields to other managers in what is applied: the manifest gets their live values.
     *
     * @param manifest is changed
     */
    public static void adopt(Collection<String> managers, ObjectNode manifest, ObjectNode live) {
        ManagedFields managed = ManagedFields.of(live);
        for (String manager : managers) {
            visit(
                    managed.ofManager(manager),
                    manifest,
                    live,
                    (element, wanted, current) ->
                            element.from(current).ifPresent(value -> element.replaceIn(wanted, value.deepCopy())));
        }
    }

    /** Something that is done with a field that differs. */
    private interface Treatment {
        void apply(PathElement element, JsonNode manifest, JsonNode live);
    }

    private static void visit(JsonNode owned, JsonNode manifest, JsonNode live, Treatment treatment) {
        for (Map.Entry<String, JsonNode> item : owned.properties()) {
            Optional<PathElement> element = PathElement.parse(item.getKey());
            Optional<JsonNode> wanted = element.flatMap(path -> path.from(manifest));
            Optional<JsonNode> current = element.flatMap(path -> path.from(live));
            if (wanted.isEmpty() || current.isEmpty() || wanted.get().equals(current.get())) {
                continue;
            }
            if (item.getValue().isEmpty()) {
                treatment.apply(element.get(), manifest, live);
            } else {
                visit(item.getValue(), wanted.get(), current.get(), treatment);
            }
        }
    }
}
