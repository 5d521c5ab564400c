package dev.capstan.kustomization.run;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.kustomize.BuiltObject;
import java.util.List;

/**
 * Namespaces that {@code spec.targetNamespace} gave another name, as kustomize does: what was to be a namespace of its own
 * is the target namespace then, with everything that this means for its labels and its deletion.
 */
final class RenamedNamespaces {

    private RenamedNamespaces() {}

    /** A sentence on each. */
    static List<String> notices(KustomizationSpec spec, List<BuiltObject> objects) {
        String target = spec.targetNamespace();
        if (target == null || target.isEmpty()) {
            return List.of();
        }
        return objects.stream()
                .filter(object ->
                        object.kind().equals("Namespace") && object.group().isEmpty())
                .filter(object ->
                        object.name().equals(target) && !object.firstName().equals(target))
                .map(object -> "%s: Namespace/%s became Namespace/%s by spec.targetNamespace"
                        .formatted(object.origin(), object.firstName(), target))
                .toList();
    }
}
