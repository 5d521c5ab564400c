package dev.capstan.kustomization.run;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.kustomize.BuiltObject;
import java.util.List;

/**
 * Namespaces that {@code spec.targetNamespace} or the field {@code namespace} of a kustomization file gave another name, as
 * kustomize does: what was to be a namespace of its own is another one then, with everything that this means for its labels
 * and its deletion.
 */
final class RenamedNamespaces {

    private RenamedNamespaces() {}

    /** A sentence on each. */
    static List<String> notices(KustomizationSpec spec, List<BuiltObject> objects) {
        return objects.stream()
                .filter(object ->
                        object.kind().equals("Namespace") && object.group().isEmpty())
                .filter(object -> !object.name().equals(object.firstName()))
                .map(object -> "%s: Namespace/%s became Namespace/%s by %s"
                        .formatted(
                                object.origin(),
                                object.firstName(),
                                object.name(),
                                object.name().equals(spec.targetNamespace())
                                        ? "spec.targetNamespace"
                                        : "the kustomization file"))
                .toList();
    }
}
