package dev.capstan.notification.alert;

import dev.capstan.api.event.InvolvedObject;
import java.util.Map;
import java.util.Optional;

/**
 * Objects whose events are wanted.
 *
 * @param kind their kind
 * @param name their name, or {@code *}
 * @param namespace their namespace; empty means that of the alert
 * @param matchLabels labels that they must carry
 */
public record SourceRule(String kind, String name, Optional<String> namespace, Map<String, String> matchLabels) {
    /** Copies the labels. */
    public SourceRule {
        matchLabels = Map.copyOf(matchLabels);
    }

    /** Whether the object is meant, labels aside. */
    boolean names(InvolvedObject object, String alertNamespace) {
        return kind.equals(object.kind())
                && namespace.orElse(alertNamespace).equals(object.namespace())
                && (name.equals("*") || name.equals(object.name()));
    }

    /** {@code Kind/namespace/name}, as messages name it. */
    @Override
    public String toString() {
        return kind + "/" + namespace.map(it -> it + "/").orElse("") + name;
    }
}
