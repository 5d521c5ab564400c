package dev.capstan.api.event;

import static java.util.Objects.requireNonNullElse;

import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.WireRecord;

/**
 * The object an event is about, as in a core {@code ObjectReference}.
 *
 * @param kind the kind
 * @param namespace the namespace; empty for cluster-scoped kinds
 * @param name the name
 * @param uid the uid; empty when not known
 * @param apiVersion group and version
 * @param resourceVersion the resource version; empty when not known
 */
@WireRecord
public record InvolvedObject(
        String kind, String namespace, String name, String uid, String apiVersion, String resourceVersion) {
    /** Reads absent parts as empty. */
    public InvolvedObject {
        kind = requireNonNullElse(kind, "");
        namespace = requireNonNullElse(namespace, "");
        name = requireNonNullElse(name, "");
        uid = requireNonNullElse(uid, "");
        apiVersion = requireNonNullElse(apiVersion, "");
        resourceVersion = requireNonNullElse(resourceVersion, "");
    }

    /** The reference to a custom resource of the toolkit, as it is now. */
    public static InvolvedObject of(ToolkitResource<?, ?> resource) {
        ObjectReference ref = resource.ref();
        return new InvolvedObject(
                ref.kind(),
                ref.namespace(),
                ref.name(),
                resource.getMetadata().getUid(),
                ref.apiVersion(),
                resource.getMetadata().getResourceVersion());
    }

    /** The same object without uid and resource version. */
    public ObjectReference ref() {
        return new ObjectReference(apiVersion, kind, namespace, name);
    }
}
