package dev.capstan.helmrelease.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.source.ExternalArtifact;
import dev.capstan.api.source.HelmChart;
import dev.capstan.api.source.OCIRepository;
import dev.capstan.api.source.SourceStatus;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.helmrelease.chart.ChartSourceLookup;
import dev.capstan.helmrelease.chart.KnownChart;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What offers charts, by watch. Kinds that the cluster does not serve have no objects. */
final class WatchedCharts implements ChartSourceLookup, AutoCloseable {

    private final WatchScope scope;
    private final KindWatch<HelmChart> charts;
    private final KindWatch<OCIRepository> repositories;
    private final KindWatch<ExternalArtifact> external;

    /**
     * Prepares the watches; nothing is known before they are started.
     *
     * @param onChange called when one can be used otherwise than before, or is gone; must return at once
     */
    WatchedCharts(KubernetesClient client, WatchScope scope, Consumer<SourceKey> onChange) {
        this.scope = scope;
        this.charts = watch(client, scope, HelmChart.class, WatchedCharts::known, onChange);
        this.repositories = watch(client, scope, OCIRepository.class, WatchedCharts::known, onChange);
        this.external = watch(client, scope, ExternalArtifact.class, WatchedCharts::known, onChange);
    }

    private static <T extends ToolkitResource<?, ?> & Namespaced> KindWatch<T> watch(
            KubernetesClient client,
            WatchScope scope,
            Class<T> kind,
            Function<T, KnownChart> known,
            Consumer<SourceKey> onChange) {
        return new KindWatch<>(client, scope, kind, Map.of(), (before, after) -> {
            T object = after != null ? after : before;
            if (object != null && !offer(before, known).equals(offer(after, known))) {
                onChange.accept(new SourceKey(HasMetadata.getKind(kind), object.key()));
            }
        });
    }

    private static <T> Optional<KnownChart> offer(@Nullable T object, Function<T, KnownChart> known) {
        return object == null ? Optional.empty() : Optional.of(known.apply(object));
    }

    /** Begins to watch, and waits until what is there now is known, at most so long. */
    WatchedCharts start(Duration atMost) {
        charts.start(atMost);
        repositories.start(atMost);
        external.start(atMost);
        return this;
    }

    @Override
    public Lookup find(SourceKey key) {
        if (!scope.covers(key.key().namespace())) {
            return new Lookup.OutOfScope();
        }
        return switch (key.kind()) {
            case "HelmChart" -> find(charts, key, WatchedCharts::known);
            case "OCIRepository" -> find(repositories, key, WatchedCharts::known);
            case "ExternalArtifact" -> find(external, key, WatchedCharts::known);
            default -> new Lookup.KindMissing("sources of this kind are not known to this release");
        };
    }

    private static <T extends HasMetadata> Lookup find(
            KindWatch<T> watch, SourceKey key, Function<T, KnownChart> known) {
        if (!watch.isSynced()) {
            return new Lookup.KindMissing(
                    "the cluster does not serve %s yet; install source-controller and its CRDs".formatted(key.kind()));
        }
        return watch.find(key.key())
                .<Lookup>map(object -> new Lookup.Found(known.apply(object)))
                .orElseGet(Lookup.Missing::new);
    }

    /** A HelmChart as it is; empty when it is not there or not known. */
    Optional<HelmChart> chart(ObjectKey key) {
        return charts.find(key);
    }

    private static KnownChart known(HelmChart chart) {
        return known(chart, chart.getStatus(), false);
    }

    private static KnownChart known(OCIRepository repository) {
        return known(repository, repository.getStatus(), true);
    }

    private static KnownChart known(ExternalArtifact external) {
        var status = external.getStatus();
        return new KnownChart(
                true, Optional.empty(), Optional.ofNullable(status == null ? null : status.artifact()), true);
    }

    private static KnownChart known(ToolkitResource<?, ?> object, @Nullable SourceStatus<?> status, boolean hasDigest) {
        if (status == null) {
            return new KnownChart(false, Optional.empty(), Optional.empty(), hasDigest);
        }
        var common = status.common();
        Conditions conditions = Conditions.of(common.conditions());
        return new KnownChart(
                common.observedGeneration() == object.getMetadata().getGeneration(),
                conditions.get(Condition.STALLED).filter(Condition::holds).map(Condition::message),
                Optional.<Artifact>ofNullable(status.artifact()),
                hasDigest);
    }

    @Override
    public void close() {
        charts.close();
        repositories.close();
        external.close();
    }
}
