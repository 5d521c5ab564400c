package dev.capstan.cli.get;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people want to know of one object.
 *
 * @param namespace its namespace
 * @param name its name
 * @param revision as its status says, long hashes cut; empty when it has none
 * @param isSuspended whether it is told to stand still
 * @param ready status of the condition Ready: True, False or Unknown
 * @param message message of the condition Ready, long hashes cut
 */
record ObjectState(String namespace, String name, String revision, boolean isSuspended, String ready, String message) {

    private static final Pattern LONG_HASH = Pattern.compile("\\b([0-9a-f]{8})[0-9a-f]{32,56}\\b");

    static ObjectState of(GenericKubernetesResource object, ListedKind kind) {
        Optional<Map<?, ?>> condition = readyCondition(object);
        return new ObjectState(
                Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
                object.getMetadata().getName(),
                kind.revision().isEmpty() ? "" : shortened(text(object, kind.revision())),
                Boolean.parseBoolean(text(object, List.of("spec", "suspend"))),
                condition.map(it -> String.valueOf(it.get("status"))).orElse("False"),
                condition
                        .map(it -> shortened(Objects.toString(it.get("message"), "")))
                        .orElse("waiting to be reconciled"));
    }

    private static Optional<Map<?, ?>> readyCondition(GenericKubernetesResource object) {
        if (!(object.get("status", "conditions") instanceof List<?> conditions)) {
            return Optional.empty();
        }
        for (Object condition : conditions) {
            if (condition instanceof Map<?, ?> map && "Ready".equals(map.get("type"))) {
                return Optional.of(map);
            }
        }
        return Optional.empty();
    }

    private static String text(GenericKubernetesResource object, List<String> path) {
        Object value = object.get(path.toArray());
        return value == null ? "" : value.toString();
    }

    private static String shortened(String text) {
        return LONG_HASH.matcher(text.lines().findFirst().orElse("")).replaceAll("$1");
    }
}
