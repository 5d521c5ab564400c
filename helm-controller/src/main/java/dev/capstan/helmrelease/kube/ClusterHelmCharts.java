package dev.capstan.helmrelease.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.HelmChart;
import dev.capstan.apply.Owner;
import dev.capstan.helmrelease.chart.ChartTemplates.DesiredChart;
import dev.capstan.helmrelease.run.HelmCharts;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HelmCharts in the cluster of the controller, applied by the server. One that is as it is to be costs no request. */
final class ClusterHelmCharts implements HelmCharts {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("helm-controller")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final WatchedCharts watched;

    /** @param watched what is known of HelmCharts */
    ClusterHelmCharts(KubernetesClient client, WatchedCharts watched) {
        this.client = client;
        this.watched = watched;
    }

    @Override
    public Keeping keep(DesiredChart desired) {
        Optional<HelmChart> known = watched.chart(desired.key());
        if (known.filter(chart -> isAs(chart, desired)).isPresent()) {
            return new Keeping.Unchanged();
        }
        Optional<String> other = known.flatMap(chart -> otherOwner(chart, desired));
        if (other.isPresent()) {
            return new Keeping.Failed(
                    "HelmChart '%s' is that of HelmRelease '%s' already: rename one of the two HelmReleases"
                            .formatted(desired.key(), other.get()));
        }
        var chart = new HelmChart();
        chart.setMetadata(new ObjectMetaBuilder()
                .withName(desired.key().name())
                .withNamespace(desired.key().namespace())
                .withLabels(desired.labels())
                .withAnnotations(desired.annotations())
                .build());
        chart.setSpec(desired.spec());
        try {
            client.resource(chart).patch(APPLY);
            return known.isPresent() ? new Keeping.Configured() : new Keeping.Created();
        } catch (KubernetesClientException refused) {
            return new Keeping.Failed(
                    "HelmChart '%s' could not be applied: %s".formatted(desired.key(), cause(refused)));
        }
    }

    /** The names of two HelmReleases may make the same name of a HelmChart: {@code a-b/c} and {@code a/b-c}. */
    private static Optional<String> otherOwner(HelmChart chart, DesiredChart desired) {
        Map<String, String> labels =
                Objects.requireNonNullElse(chart.getMetadata().getLabels(), Map.<String, String>of());
        var keys = new Owner(Owner.HELM, "", "");
        String namespace = labels.getOrDefault(keys.namespaceLabel(), "");
        String name = labels.getOrDefault(keys.nameLabel(), "");
        boolean isOurs = namespace.equals(desired.labels().get(keys.namespaceLabel()))
                && name.equals(desired.labels().get(keys.nameLabel()));
        return isOurs || namespace.isEmpty() || name.isEmpty() ? Optional.empty() : Optional.of(namespace + "/" + name);
    }

    private static boolean isAs(HelmChart chart, DesiredChart desired) {
        return desired.spec().equals(chart.getSpec())
                && holds(chart.getMetadata().getLabels(), desired.labels())
                && holds(chart.getMetadata().getAnnotations(), desired.annotations());
    }

    private static boolean holds(@Nullable Map<String, String> present, Map<String, String> wanted) {
        return present == null ? wanted.isEmpty() : present.entrySet().containsAll(wanted.entrySet());
    }

    @Override
    public Optional<String> remove(KnownHelmRelease release, ObjectKey key) {
        try {
            var resource = client.resources(HelmChart.class)
                    .inNamespace(key.namespace())
                    .withName(key.name());
            HelmChart chart = resource.get();
            if (chart != null && isOf(chart, release.owner())) {
                resource.delete();
            }
            return Optional.empty();
        } catch (KubernetesClientException refused) {
            return Optional.of("HelmChart '%s' could not be deleted: %s".formatted(key, cause(refused)));
        }
    }

    /** A HelmChart of that name may be somebody else's by now. */
    private static boolean isOf(HelmChart chart, Owner owner) {
        Map<String, String> labels = chart.getMetadata().getLabels();
        return labels != null
                && owner.name().equals(labels.get(owner.nameLabel()))
                && owner.namespace().equals(labels.get(owner.namespaceLabel()));
    }

    private static String cause(KubernetesClientException refused) {
        return refused.getStatus() != null && refused.getStatus().getMessage() != null
                ? refused.getStatus().getMessage()
                : refused.getCode() > 0
                        ? "the API server answered " + refused.getCode()
                        : "the API server cannot be reached";
    }
}
