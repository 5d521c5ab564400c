package dev.capstan.kustomization.kube;

import dev.capstan.applier.dependency.ForeignObjects;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.SourceLookup;
import dev.capstan.kustomization.run.BuiltSets;
import dev.capstan.kustomization.run.KustomizationRun;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Duration;
import java.util.Optional;

/**
 * What the reconciler works with.
 *
 * @param run one run over a Kustomization
 * @param built what each Kustomization built last
 * @param deletion what happens before one goes
 * @param targets the clusters that are applied to
 * @param sources the sources
 * @param dependencies the objects of other kinds that are depended on
 * @param keyChanges who is to look at decryption keys again
 * @param watchedKeys the Secrets with such keys that are watched
 * @param dependencyInterval how long to wait at most for a dependency or an artifact
 */
record ClusterParts(
        KustomizationRun run,
        BuiltSets built,
        Deletion deletion,
        ApplyTargets targets,
        SourceLookup sources,
        ForeignObjects dependencies,
        KeyChanges keyChanges,
        WatchedKeys watchedKeys,
        Duration dependencyInterval) {

    /** The version of the artifact that the source of a Kustomization offers now. */
    Optional<ArtifactVersion> offeredTo(KnownKustomization subject) {
        return sources.version(subject.source());
    }
}
