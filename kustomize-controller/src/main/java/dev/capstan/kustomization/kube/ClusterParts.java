package dev.capstan.kustomization.kube;

import dev.capstan.applier.health.HealthChecker;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.SourceLookup;
import dev.capstan.kustomization.run.KustomizationRun;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Duration;
import java.util.Optional;

/**
 * What the reconciler works with, put together for one cluster.
 *
 * @param run one run over a Kustomization
 * @param deletion what happens before one goes
 * @param healthChecker waits for health
 * @param sources the sources
 * @param dependencyInterval how long to wait at most for a dependency or an artifact
 */
record ClusterParts(
        KustomizationRun run,
        Deletion deletion,
        HealthChecker healthChecker,
        SourceLookup sources,
        Duration dependencyInterval) {

    /** The version of the artifact that the source of a Kustomization offers now. */
    Optional<ArtifactVersion> offeredTo(KnownKustomization subject) {
        return sources.version(subject.source());
    }
}
