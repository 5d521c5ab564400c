package dev.capstan.cli.release;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseRollback;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.helm.release.record.ConfigDigest;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.StoredRecord;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A revision of a release, as people want to know it.
 *
 * @param namespace namespace of the HelmRelease
 * @param helmRelease its name
 * @param release namespace and name of the release
 * @param revision number of the revision
 * @param status its status, in the words of Helm
 * @param chart name of the chart
 * @param chartVersion version of the chart
 * @param appVersion version of what the chart installs; may be empty
 * @param valuesDigest digest of the values that it was rendered with
 * @param deployed when it was made; RFC 3339
 * @param cause what made it: an action of the controller, or another tool
 * @param description what the record says of it, or empty when the record cannot be seen
 */
public record Revision(
        String namespace,
        String helmRelease,
        String release,
        long revision,
        String status,
        String chart,
        String chartVersion,
        String appVersion,
        String valuesDigest,
        String deployed,
        String cause,
        String description) {

    private static final String ROLLBACK = "rollback";

    /** A revision by its record. */
    static Revision of(String namespace, String helmRelease, StoredRecord stored, HelmReleaseStatus status) {
        ReleaseRecord record = stored.record();
        Optional<ReleaseSnapshot> known = status.history().stream()
                .filter(snapshot -> snapshot.version() == record.version()
                        && snapshot.name().equals(record.name())
                        && snapshot.namespace().equals(record.namespace()))
                .findFirst();
        return new Revision(
                namespace,
                helmRelease,
                record.namespace() + "/" + record.name(),
                record.version(),
                record.status().word(),
                record.chartName(),
                record.chartVersion(),
                record.appVersion(),
                ConfigDigest.of(record.values()),
                record.lastDeployed().map(Instant::toString).orElse(""),
                cause(
                                record.version(),
                                known.map(ReleaseSnapshot::action)
                                        .or(() -> record.rollbackRevision() > 0
                                                ? Optional.of(ROLLBACK)
                                                : Optional.empty()),
                                record.rollbackRevision(),
                                status)
                        .orElseGet(() -> "by " + stored.holder()),
                record.description());
    }

    /** A revision of which only the status of the HelmRelease tells. */
    static Revision of(String namespace, String helmRelease, ReleaseSnapshot snapshot, HelmReleaseStatus status) {
        return new Revision(
                namespace,
                helmRelease,
                snapshot.namespace() + "/" + snapshot.name(),
                snapshot.version(),
                snapshot.status(),
                snapshot.chartName(),
                snapshot.chartVersion(),
                Objects.requireNonNullElse(snapshot.appVersion(), ""),
                snapshot.configDigest(),
                snapshot.lastDeployed(),
                cause(snapshot.version(), Optional.ofNullable(snapshot.action()), 0, status)
                        .orElse("not known"),
                "");
    }

    private static Optional<String> cause(
            long version, Optional<String> action, int rolledBackTo, HelmReleaseStatus status) {
        Optional<ReleaseRollback> asked =
                Optional.ofNullable(status.rollback()).filter(rollback -> rollback.revision() == version);
        return asked.map(rollback -> "rollback to %d, asked for".formatted(rollback.target()))
                .or(() -> action.map(
                        word -> word.equals(ROLLBACK) && rolledBackTo > 0 ? "rollback to " + rolledBackTo : word));
    }

    /** Whether the whole of it was in the cluster once, so that one can go back to it. */
    public boolean wasDeployed() {
        return status.equals("deployed") || status.equals("superseded");
    }
}
