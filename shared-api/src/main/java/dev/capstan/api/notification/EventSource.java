package dev.capstan.api.notification;

import dev.capstan.api.schema.KindRole;
import dev.capstan.api.schema.OneOfKinds;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects whose events an alert is about.
 *
 * @param apiVersion accepted and not compared
 * @param kind kind of the objects
 * @param name name of the object, or {@code *} for all
 * @param namespace their namespace; absent means the namespace of the Alert
 * @param matchLabels labels that the objects must carry
 */
@WireRecord
public record EventSource(
        @Nullable String apiVersion,

        @Required @OneOfKinds(KindRole.ALERT_SOURCE) String kind,

        @Required @Size(min = 1, max = 253) String name,
        @Nullable @Size(min = 1, max = 253) String namespace,
        Map<String, String> matchLabels) {
    /** Reads an absent map as empty and copies another. */
    public EventSource {
        matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
    }
}
