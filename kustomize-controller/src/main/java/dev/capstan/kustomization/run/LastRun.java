package dev.capstan.kustomization.run;

import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.kustomization.decrypt.KeysVersion;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomizationbuild.substitute.Variables;
import dev.capstan.tree.TreeInputs;
import java.time.Instant;

/**
 * What a run that succeeded leaves behind for the next one. Lives in memory only: after a restart everything is built
 * and applied once more.
 *
 * @param uid of the Kustomization, so that one of the same name that is made later does not inherit
 * @param generation of the spec that was applied
 * @param version of the artifact that was applied or found to give the same
 * @param inputs what was read of the artifact
 * @param isRepeatable whether those inputs decide on the objects alone; not when a remote base may have moved
 * @param variables what was substituted
 * @param keys what encrypted files were opened with
 * @param digest digest of the built objects
 * @param verifiedAt when everything was last sent to the API server, not only what the watches had not seen
 */
public record LastRun(
        String uid,
        long generation,
        ArtifactVersion version,
        TreeInputs inputs,
        boolean isRepeatable,
        Variables variables,
        KeysVersion keys,
        String digest,
        Instant verifiedAt) {

    /** The same after an artifact that changed nothing. */
    public LastRun at(ArtifactVersion newVersion) {
        return new LastRun(uid, generation, newVersion, inputs, isRepeatable, variables, keys, digest, verifiedAt);
    }

    /** Whether it is about this Kustomization and its spec as it is now. */
    public boolean isFor(KnownKustomization subject) {
        return uid.equals(subject.uid()) && generation == subject.generation();
    }
}
