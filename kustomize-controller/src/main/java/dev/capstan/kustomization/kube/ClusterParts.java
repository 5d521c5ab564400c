package dev.capstan.kustomization.kube;

import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.applier.source.kube.WatchedSources;
import dev.capstan.applier.trigger.DependentOrder;
import dev.capstan.applier.trigger.kube.ConfigWatch;
import dev.capstan.apply.watch.ManagedObjectListener;
import dev.capstan.apply.watch.ManagedObjectWatch;
import dev.capstan.kustomization.run.KustomizationRun;
import dev.capstan.kustomization.run.Kustomizations;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the reconciler works with, put together for one cluster.
 *
 * @param run one run over a Kustomization
 * @param deletion what happens before one goes
 * @param managed the watch of everything that was applied
 * @param sources the watch of the sources
 * @param order whom a new revision concerns first
 * @param configs the watch of labelled ConfigMaps and Secrets
 * @param dependencyInterval how long to wait at most for a dependency or an artifact
 */
record ClusterParts(
        KustomizationRun run,
        Deletion deletion,
        ManagedObjectWatch managed,
        WatchedSources sources,
        DependentOrder order,
        ConfigWatch configs,
        Duration dependencyInterval) {

    /** Puts a parts together; the watches begin at once and report to those given. */
    @FunctionalInterface
    interface Opener {
        ClusterParts open(
                Kustomizations kustomizations,
                Consumer<SourceKey> onRevision,
                Consumer<ConfigWatch.Config> onConfig,
                ManagedObjectListener listener);
    }

    /** The version of the artifact that the source of a Kustomization offers now. */
    Optional<ArtifactVersion> offeredTo(KnownKustomization subject) {
        return sources.version(subject.source());
    }
}
