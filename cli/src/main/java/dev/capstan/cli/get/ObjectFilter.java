package dev.capstan.cli.get;

import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.kind.KindWords;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Optional;

/**
 * Which objects are asked for.
 *
 * @param namespace the only namespace; empty for all
 * @param names their names; empty for all
 * @param labels a label selector; empty for none
 * @param status type and status of a condition that they have; empty for any
 */
record ObjectFilter(
        Optional<String> namespace, List<String> names, Optional<String> labels, Optional<StatusSelector> status) {

    ObjectFilter {
        names = List.copyOf(names);
    }

    /**
     * A condition.
     *
     * @param type its type, whatever the case
     * @param status its status, whatever the case
     */
    record StatusSelector(String type, String status) {

        /** Reads {@code Type=Status}. */
        static StatusSelector of(String text) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw KindWords.wrong(
                        "--status-selector is a condition and its status, such as Ready=False, not '" + text + "'");
            }
            return new StatusSelector(text.substring(0, equals), text.substring(equals + 1));
        }

        private boolean matches(ToolkitObject object) {
            return object.conditions().toList().stream()
                    .anyMatch(condition -> condition.type().equalsIgnoreCase(type)
                            && condition.status().equalsIgnoreCase(status));
        }
    }

    /** Whether what is in the namespace and has the labels is asked for. */
    boolean matches(GenericKubernetesResource object) {
        return (names.isEmpty() || names.contains(object.getMetadata().getName()))
                && status.map(selector -> selector.matches(ToolkitObject.of(object)))
                        .orElse(true);
    }
}
