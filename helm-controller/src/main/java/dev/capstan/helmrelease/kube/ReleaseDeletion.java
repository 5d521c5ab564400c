package dev.capstan.helmrelease.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.ReleaseActions;
import dev.capstan.helm.release.ReleaseTarget;
import dev.capstan.helm.release.RunningAction;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helmrelease.history.SnapshotHistory;
import dev.capstan.helmrelease.run.ReleaseCluster;
import dev.capstan.helmrelease.run.ReleaseClusters;
import dev.capstan.helmrelease.run.ReleaseOptions;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.snapshot.ReleaseLocation;
import dev.capstan.helmrelease.status.ReleaseEvent;
import dev.capstan.helmrelease.status.ReleaseEventMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What happens before a HelmRelease may go. The release is uninstalled, without a thread that waits; one that nobody can reach any more
 * is left, and said to be; one that cannot be uninstalled keeps the HelmRelease, which says what blocks.
 */
final class ReleaseDeletion {

    private static final Duration SAFETY = Duration.ofMinutes(1);

    private static final String WAY_OUT =
            "To let the HelmRelease go and leave the release in the cluster, set spec.suspend to true.";

    private final ReleaseClusters clusters;
    private final TemplateCharts charts;
    private final ConcurrentMap<ObjectKey, RunningAction> running = new ConcurrentHashMap<>();

    ReleaseDeletion(ReleaseClusters clusters, TemplateCharts charts) {
        this.clusters = clusters;
        this.charts = charts;
    }

    /** How far it is. */
    sealed interface Deletion {
        /** What people should know. */
        List<ReleaseEvent> events();
    }

    /** The HelmRelease may go. */
    record Finished(List<ReleaseEvent> events) implements Deletion {}

    /** The release is being uninstalled. */
    record NotYet(Duration atMost) implements Deletion {
        @Override
        public List<ReleaseEvent> events() {
            return List.of();
        }
    }

    /** It cannot be uninstalled; it is tried again. */
    record Stuck(String message, List<ReleaseEvent> events) implements Deletion {}

    /**
     * Goes on with a deletion.
     *
     * @param wake called when it can go on
     */
    Deletion of(KnownHelmRelease release, Runnable wake) {
        if (release.spec().suspend()) {
            return new Finished(List.of());
        }
        RunningAction waiting = running.remove(release.key());
        Deletion progress = waiting != null ? settled(release, waiting.resume(), wake) : uninstall(release, wake);
        if (progress instanceof Finished finished) {
            Optional<String> problem = charts.remove(release);
            return problem.<Deletion>map(message -> new Stuck(message, finished.events()))
                    .orElse(finished);
        }
        return progress;
    }

    private Deletion uninstall(KnownHelmRelease release, Runnable wake) {
        return switch (clusters.of(release.identity())) {
            case ReleaseClusters.Choice.Usable(var cluster) -> uninstall(release, cluster, wake);
            case ReleaseClusters.Choice.Missing(var message) -> left(message);
            case ReleaseClusters.Choice.Refused(var message) -> left(message);
            case ReleaseClusters.Choice.Unavailable(var message) -> stuck(message);
        };
    }

    private Deletion uninstall(KnownHelmRelease release, ReleaseCluster cluster, Runnable wake) {
        ReleaseActions actions = cluster.actions();
        ReleaseTarget target = targetOf(release);
        return switch (actions.history(target)) {
            case StorageResult.Done<ReleaseHistory>(var stored) ->
                isOurs(release, cluster, stored)
                        ? settled(
                                release,
                                actions.uninstall(target, stored, ReleaseOptions.uninstall(release.spec())),
                                wake)
                        : new Finished(List.of());
            case StorageResult.Unavailable<ReleaseHistory>(var message, var advice, var _) ->
                stuck(message + ". " + advice);
            case StorageResult<ReleaseHistory> other -> stuck("the records of the release cannot be read: " + other);
        };
    }

    /**
     * A release that others made, another HelmRelease of the same release name among them, is left alone as long as it was not taken
     * over. One that the status does not know may have been begun by a process that was killed.
     */
    private static boolean isOurs(KnownHelmRelease release, ReleaseCluster cluster, ReleaseHistory stored) {
        return !release.status().history().isEmpty() && stored.last().isPresent()
                || stored.last()
                        .filter(last -> !last.holder().process().isEmpty())
                        .filter(last -> cluster.isMadeFor(release.owner(), last.record()))
                        .isPresent();
    }

    private static ReleaseTarget targetOf(KnownHelmRelease release) {
        ReleaseLocation names = release.names();
        Optional<ReleaseSnapshot> latest =
                SnapshotHistory.latest(release.status().history());
        String storage = Optional.ofNullable(release.status().storageNamespace())
                .filter(it -> !it.isEmpty())
                .orElse(names.storageNamespace());
        return new ReleaseTarget(
                new ReleaseKey(storage, latest.map(ReleaseSnapshot::name).orElse(names.name())),
                latest.map(ReleaseSnapshot::namespace).orElse(names.namespace()),
                release.owner());
    }

    private Deletion settled(KnownHelmRelease release, ActionOutcome outcome, Runnable wake) {
        return switch (outcome) {
            case ActionOutcome.Waiting(var action) -> {
                running.put(release.key(), action);
                action.whenDecided(wake);
                yield new NotYet(SAFETY);
            }
            case ActionOutcome.Done(var record, var notices, var _) ->
                new Finished(List.of(new ReleaseEvent(
                        Severity.INFO,
                        Reason.UNINSTALL_SUCCEEDED,
                        "Helm uninstall succeeded for release %s with chart %s@%s"
                                .formatted(record, record.chartName(), record.chartVersion()),
                        notices,
                        ReleaseEventMetadata.of(
                                record,
                                SnapshotHistory.latest(release.status().history())
                                        .map(ReleaseSnapshot::configDigest)
                                        .orElse("")))));
            case ActionOutcome.Failed(var failure, var _, var log) -> stuck(textOf(failure), log);
            case ActionOutcome.Held(var state) -> stuck(state.message() + ". " + state.advice());
            case ActionOutcome.Prepared _ -> throw new IllegalStateException("nothing was to be prepared");
        };
    }

    private static String textOf(ActionFailure failure) {
        return "Helm uninstall failed: " + failure.message() + ". " + failure.advice();
    }

    private static Deletion left(String why) {
        return new Finished(List.of(new ReleaseEvent(
                Severity.ERROR, Reason.UNINSTALL_FAILED, "the release is left in the cluster: " + why, Map.of())));
    }

    private static Deletion stuck(String message) {
        return stuck(message, List.of());
    }

    private static Deletion stuck(String message, List<String> log) {
        String whole = message + " " + WAY_OUT;
        return new Stuck(
                whole, List.of(new ReleaseEvent(Severity.ERROR, Reason.UNINSTALL_FAILED, whole, log, Map.of())));
    }

    /** Nothing is done for this object any more, or for the time being. */
    void release(ObjectKey key) {
        RunningAction left = running.remove(key);
        if (left != null) {
            left.cancel("nobody waits for the uninstallation any more");
        }
        clusters.release(key);
    }
}
