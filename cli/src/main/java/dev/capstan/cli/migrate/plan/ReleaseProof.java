package dev.capstan.cli.migrate.plan;

import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.migrate.plan.ReleaseEffect.Verdict;
import dev.capstan.cli.release.RevisionLookup;
import dev.capstan.helm.release.record.Recognition;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the record of every release and the status that Flux wrote about it, and says by the rules of our controller whether it
 * takes the one for the other: same revision, same digest, same chart, same values. Writes nothing.
 */
final class ReleaseProof {

    private final RevisionLookup records;

    ReleaseProof(KubernetesClient client) {
        this.records = new RevisionLookup(client);
    }

    ReleaseEffect of(HelmRelease object) {
        String name = object.key().toString();
        if (object.getSpec().suspend()) {
            return new ReleaseEffect(name, Verdict.STAYS, "it is suspended");
        }
        try {
            return of(name, object, records.records(object));
        } catch (CommandFailure failure) {
            return new ReleaseEffect(name, Verdict.UNKNOWN, String.valueOf(failure.getMessage()));
        }
    }

    private static ReleaseEffect of(String name, HelmRelease object, ReleaseHistory stored) {
        HelmReleaseStatus status = object.getStatus();
        Optional<ReleaseSnapshot> remembered = status == null
                ? Optional.empty()
                : status.history().stream().max(Comparator.comparingLong(ReleaseSnapshot::version));
        if (remembered.isEmpty()) {
            return new ReleaseEffect(name, Verdict.GOES_ON, "Flux remembers no release of it");
        }
        return RevisionLookup.newest(object, stored)
                .map(newest -> compare(name, status, remembered.get(), newest))
                .orElseGet(() -> new ReleaseEffect(name, Verdict.GOES_ON, "there is no release in the cluster"));
    }

    static ReleaseEffect compare(String name, HelmReleaseStatus status, ReleaseSnapshot known, ReleaseRecord stored) {
        if (known.version() != stored.version()
                || !known.name().equals(stored.name())
                || !known.namespace().equals(stored.namespace())) {
            return new ReleaseEffect(
                    name, Verdict.UPGRADED, "%s was made by somebody else than Flux".formatted(stored));
        }
        if (!Recognition.isUnchanged(
                Objects.requireNonNullElse(known.apiVersion(), ""),
                known.digest(),
                Objects.requireNonNullElse(known.ociDigest(), ""),
                stored)) {
            return new ReleaseEffect(
                    name, Verdict.UPGRADED, "%s was changed by somebody else than Flux".formatted(stored));
        }
        if (stored.status() != ReleaseStatus.DEPLOYED) {
            return new ReleaseEffect(
                    name,
                    Verdict.GOES_ON,
                    "%s is %s".formatted(stored, stored.status().word()));
        }
        String chart = Objects.requireNonNullElse(status.lastAttemptedRevision(), stored.chartVersion());
        if (!chart.equals(stored.chartVersion())) {
            return new ReleaseEffect(
                    name,
                    Verdict.GOES_ON,
                    "%s has chart version %s, and %s was tried".formatted(stored, stored.chartVersion(), chart));
        }
        String wanted = Recognition.configDigest(
                Objects.requireNonNullElse(status.lastAttemptedConfigDigest(), known.configDigest()), stored);
        return wanted.equals(Recognition.configDigest(known.configDigest(), stored))
                ? new ReleaseEffect(name, Verdict.STAYS, "%s, chart %s".formatted(stored, stored.chartVersion()))
                : new ReleaseEffect(name, Verdict.GOES_ON, "other values were tried than those of " + stored);
    }
}
