package dev.capstan.cli.kustomization;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.apply.Owner;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;

/**
 * A Kustomization as it is in the cluster.
 *
 * @param object the whole object
 * @param spec its spec
 */
public record LiveKustomization(ToolkitObject object, KustomizationSpec spec) {

    /**
     * Finds it.
     *
     * @throws CommandFailure when there is none with that name, more than one, or when it cannot be read
     */
    public static LiveKustomization find(ToolkitObjects objects, String name) {
        return of(objects.one(ToolkitKind.KUSTOMIZATION, name));
    }

    /**
     * Reads it.
     *
     * @throws CommandFailure when that cannot be done
     */
    public static LiveKustomization of(ToolkitObject object) {
        Kustomization decoded = Serialization.jsonMapper().convertValue(object.resource(), Kustomization.class);
        decoded.undecodable().ifPresent(problem -> {
            throw new CommandFailure("%s cannot be read: %s".formatted(object.title(), problem));
        });
        return new LiveKustomization(object, decoded.getSpec());
    }

    /** Whose labels its objects carry. */
    public Owner owner() {
        return Owner.kustomization(object.namespace(), object.name());
    }

    /** The source whose artifact it applies. */
    public ToolkitObject source(ToolkitObjects objects) {
        String namespace = Optional.ofNullable(spec.sourceRef().namespace()).orElse(object.namespace());
        ToolkitKind kind = ToolkitKind.named(spec.sourceRef().kind())
                .orElseThrow(() -> new CommandFailure("%s has a source of a kind that is not known: %s"
                        .formatted(object.title(), spec.sourceRef().kind())));
        return objects.inNamespace(kind, namespace, spec.sourceRef().name())
                .orElseThrow(() -> new CommandFailure("%s %s/%s, the source of %s, does not exist"
                        .formatted(kind.kind(), namespace, spec.sourceRef().name(), object.title())));
    }
}
