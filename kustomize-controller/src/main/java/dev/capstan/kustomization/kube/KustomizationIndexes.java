package dev.capstan.kustomization.kube;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.DependencyKey;
import dev.capstan.kustomization.decrypt.DecryptionKeys;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** By what Kustomizations are found when something that they name changes. An object that cannot be read names nothing. */
final class KustomizationIndexes {

    /** By {@code Kind/namespace/name} of the source. */
    static final String BY_SOURCE = "source";
    /** By {@code namespace/name} of the dependencies of the same kind. */
    static final String BY_DEPENDENCY = "dependency";
    /** By {@code Kind/namespace/name} of what variables and kubeconfigs come from. */
    static final String BY_CONFIG = "config";

    /** By {@code namespace/name} of the Secret with decryption keys, or {@link #KEYS_OF_CONTROLLER}. */
    static final String BY_KEYS = "keys";
    /** Those that decrypt and name no Secret. No name of a Secret is empty. */
    static final String KEYS_OF_CONTROLLER = "";

    static final Map<String, Function<Kustomization, List<String>>> ALL = Map.of(
            BY_SOURCE, KustomizationIndexes::sourceOf,
            BY_DEPENDENCY, KustomizationIndexes::dependenciesOf,
            BY_CONFIG, KustomizationIndexes::configsOf,
            BY_KEYS, KustomizationIndexes::keysOf);

    private KustomizationIndexes() {}

    private static List<String> sourceOf(Kustomization object) {
        return object.undecodable().isPresent()
                ? List.of()
                : List.of(KnownKustomization.sourceOf(
                                object.getSpec(), object.key().namespace())
                        .toString());
    }

    private static List<String> dependenciesOf(Kustomization object) {
        return object.undecodable().isPresent()
                ? List.of()
                : DependencyKey.ofOwnKind(object.getSpec().dependsOn(), KnownKustomization.KIND, object.key()).stream()
                        .map(ObjectKey::toString)
                        .toList();
    }

    /** The objects of other kinds that an object depends on. */
    static Set<DependencyKey> foreignDependenciesOf(Kustomization object) {
        return object.undecodable().isPresent()
                ? Set.of()
                : DependencyKey.ofOtherKinds(object.getSpec().dependsOn(), KnownKustomization.KIND, object.key());
    }

    private static List<String> keysOf(Kustomization object) {
        return object.undecodable().isPresent() || object.getSpec().decryption() == null
                ? List.of()
                : List.of(DecryptionKeys.secretOf(object.getSpec(), object.key().namespace())
                        .map(ObjectKey::toString)
                        .orElse(KEYS_OF_CONTROLLER));
    }

    private static List<String> configsOf(Kustomization object) {
        if (object.undecodable().isPresent()) {
            return List.of();
        }
        var configs = new ArrayList<String>();
        var postBuild = object.getSpec().postBuild();
        if (postBuild != null) {
            postBuild
                    .substituteFrom()
                    .forEach(reference ->
                            configs.add(reference.kind() + "/" + object.key().namespace() + "/" + reference.name()));
        }
        var kubeConfig = object.getSpec().kubeConfig();
        if (kubeConfig != null && kubeConfig.secretRef() != null) {
            configs.add("Secret/" + object.key().namespace() + "/"
                    + kubeConfig.secretRef().name());
        }
        return configs;
    }
}
