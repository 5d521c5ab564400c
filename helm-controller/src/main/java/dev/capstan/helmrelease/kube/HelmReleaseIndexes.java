package dev.capstan.helmrelease.kube;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.meta.KubeConfigRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.DependencyKey;
import dev.capstan.applier.trigger.kube.ConfigWatch.Config;
import dev.capstan.helmrelease.chart.ChartOrigin;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** By what HelmReleases are found when something that they name changes. An object that cannot be read names nothing. */
final class HelmReleaseIndexes {

    /** By {@code Kind/namespace/name} of what offers the chart. */
    static final String BY_SOURCE = "source";
    /** By {@code namespace/name} of the dependencies of the same kind. */
    static final String BY_DEPENDENCY = "dependency";
    /** By {@code Kind/namespace/name} of what values and kubeconfigs come from. */
    static final String BY_CONFIG = "config";

    static final Map<String, Function<HelmRelease, List<String>>> ALL = Map.of(
            BY_SOURCE, HelmReleaseIndexes::sourceOf,
            BY_DEPENDENCY, HelmReleaseIndexes::dependenciesOf,
            BY_CONFIG,
                    object -> configsOf(object).stream()
                            .map(HelmReleaseIndexes::value)
                            .toList());

    private HelmReleaseIndexes() {}

    private static List<String> sourceOf(HelmRelease object) {
        HelmReleaseSpec spec = object.getSpec();
        return object.undecodable().isPresent() || (spec.chart() == null && spec.chartRef() == null)
                ? List.of()
                : List.of(ChartOrigin.of(object.key(), spec).source().toString());
    }

    private static List<String> dependenciesOf(HelmRelease object) {
        return object.undecodable().isPresent()
                ? List.of()
                : DependencyKey.ofOwnKind(object.getSpec().dependsOn(), KnownHelmRelease.KIND, object.key()).stream()
                        .map(ObjectKey::toString)
                        .toList();
    }

    /** The objects of other kinds that an object depends on. */
    static Set<DependencyKey> foreignDependenciesOf(HelmRelease object) {
        return object.undecodable().isPresent()
                ? Set.of()
                : DependencyKey.ofOtherKinds(object.getSpec().dependsOn(), KnownHelmRelease.KIND, object.key());
    }

    /** The ConfigMaps and Secrets that an object names. */
    static Set<Config> configsOf(HelmRelease object) {
        if (object.undecodable().isPresent()) {
            return Set.of();
        }
        String namespace = object.key().namespace();
        var configs = new LinkedHashSet<Config>();
        object.getSpec()
                .valuesFrom()
                .forEach(reference ->
                        configs.add(new Config(reference.kind(), new ObjectKey(namespace, reference.name()))));
        KubeConfigRef kubeConfig = object.getSpec().kubeConfig();
        if (kubeConfig != null && kubeConfig.secretRef() != null) {
            configs.add(new Config(
                    "Secret", new ObjectKey(namespace, kubeConfig.secretRef().name())));
        }
        return configs;
    }

    /** The value of an object in {@link #BY_CONFIG}. */
    static String value(Config config) {
        return config.kind() + "/" + config.key();
    }
}
