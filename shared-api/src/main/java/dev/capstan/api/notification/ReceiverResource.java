package dev.capstan.api.notification;

import dev.capstan.api.schema.KindRole;
import dev.capstan.api.schema.OneOfKinds;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects that a webhook asks to reconcile.
 *
 * @param apiVersion group and version of the kind; absent is allowed for kinds with a known one
 * @param kind kind of the objects
 * @param name name of the object, or {@code *} for all that carry the labels
 * @param namespace their namespace; absent means the namespace of the Receiver
 * @param matchLabels labels that the objects must carry; needed with {@code *}
 * @param filter CEL over {@code res} and {@code req}: which of the objects are meant
 */
@WireRecord
public record ReceiverResource(
        @Nullable String apiVersion,

        @Required @OneOfKinds(KindRole.RECEIVER_RESOURCE) String kind,

        @Required @Size(min = 1, max = 253) String name,
        @Nullable @Size(min = 1, max = 253) String namespace,
        Map<String, String> matchLabels,
        @Nullable String filter) {
    /** Reads an absent map as empty and copies another. */
    public ReceiverResource {
        matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
    }
}
