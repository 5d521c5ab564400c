package dev.capstan.cli.bootstrap;

import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/**
 * Marks what must not go when it is missing in Git once: with the namespace everything in it would go, with a definition every object of
 * its kind, and with the account of the Kustomization the right to go on.
 */
final class KeptObjects {

    private static final String PRUNE = "kustomize.toolkit.fluxcd.io/prune";
    private static final String ACCOUNT_COMPONENT = "cluster-reconciler";

    private KeptObjects() {}

    /** The same objects, these with an annotation. */
    static List<YamlMap> marked(List<YamlMap> objects) {
        return objects.stream()
                .map(object -> isKept(object) ? marked(object) : object)
                .toList();
    }

    private static boolean isKept(YamlMap object) {
        String kind = object.getText("kind");
        return "Namespace".equals(kind)
                || "CustomResourceDefinition".equals(kind)
                || label(object, "app.kubernetes.io/component")
                        .filter(ACCOUNT_COMPONENT::equals)
                        .isPresent();
    }

    private static Optional<String> label(YamlMap object, String name) {
        return Optional.ofNullable(object.getMap("metadata"))
                .map(metadata -> metadata.getMap("labels"))
                .map(labels -> labels.getText(name));
    }

    private static YamlMap marked(YamlMap object) {
        YamlMap metadata = Optional.ofNullable(object.getMap("metadata")).orElseGet(YamlMap::empty);
        YamlMap annotations =
                Optional.ofNullable(metadata.getMap("annotations")).orElseGet(YamlMap::empty);
        return object.with(
                "metadata", metadata.with("annotations", annotations.with(PRUNE, YamlScalar.ofString("disabled"))));
    }
}
