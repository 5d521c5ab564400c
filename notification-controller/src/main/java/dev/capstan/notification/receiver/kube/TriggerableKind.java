package dev.capstan.notification.receiver.kube;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.notification.ReceiverResource;
import dev.capstan.api.schema.KindRole;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Optional;

/**
 * A kind that a Receiver may trigger. Only kinds of the toolkit can be named, whatever stands in a stored object.
 *
 * @param known the kind
 * @param version the API version that the Receiver names
 */
record TriggerableKind(ToolkitKind known, String version) {

    /** The kind that a resource names; empty where it is none of the toolkit, or needs an apiVersion and has none. */
    static Optional<TriggerableKind> of(ReceiverResource resource) {
        return ToolkitKind.named(resource.kind())
                .filter(kind -> kind.has(KindRole.RECEIVER_RESOURCE))
                .flatMap(kind -> of(kind, resource.apiVersion() == null ? "" : resource.apiVersion()));
    }

    private static Optional<TriggerableKind> of(ToolkitKind kind, String apiVersion) {
        if (apiVersion.isEmpty()) {
            return kind.has(KindRole.RECEIVER_RESOURCE_WITHOUT_VERSION)
                    ? Optional.of(new TriggerableKind(kind, kind.versions().getFirst()))
                    : Optional.empty();
        }
        return apiVersion.startsWith(kind.group() + "/")
                ? Optional.of(new TriggerableKind(
                        kind, apiVersion.substring(kind.group().length() + 1)))
                : Optional.empty();
    }

    String apiVersion() {
        return known.group() + "/" + version;
    }

    String kind() {
        return known.kind();
    }

    ResourceDefinitionContext context() {
        return known.context(version);
    }
}
