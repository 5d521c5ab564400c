package dev.capstan.helmrelease.run;

import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.status.ReleaseProgress;

/**
 * What a run that ended in sync leaves behind: the next one of the same inputs needs neither chart nor values to say whether the
 * release is still what is wanted.
 *
 * @param uid of the HelmRelease
 * @param version of the artifact that holds the chart
 * @param subject what the release is to be
 */
public record LastSync(String uid, ArtifactVersion version, ReleaseProgress.Subject subject) {

    /** Whether it is about what the HelmRelease asks for now. */
    public boolean isFor(KnownHelmRelease release) {
        return uid.equals(release.uid()) && subject.generation() == release.generation();
    }
}
