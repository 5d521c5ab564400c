package dev.capstan.kustomization.run;

import dev.capstan.api.meta.Reason;
import dev.capstan.applier.health.HealthChecker;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.watch.HealthWaitRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How a run ended. */
public sealed interface RunResult {

    /** What the run did to the cluster; empty when it came to nothing there. */
    default Optional<ClusterChanges> inCluster() {
        return switch (this) {
            case Refused _, SourceNotReady _, DependencyNotReady _, SameInputs _ -> Optional.empty();
            case Failed failed -> failed.changes();
            case AwaitingHealth awaiting -> Optional.of(awaiting.changes());
            case Unhealthy unhealthy -> Optional.of(unhealthy.changes());
            case Succeeded succeeded -> Optional.of(succeeded.changes());
        };
    }

    /** Nothing can be done before the spec changes. */
    record Refused(Reason reason, String message, Optional<SourceRevision> revision) implements RunResult {}

    /** The source has nothing to offer yet; everything stays as it is. */
    record SourceNotReady(String message, Wait until) implements RunResult {

        /** Until when. */
        public enum Wait {
            /** The source does not exist: as long as after a failure. */
            RETRY_INTERVAL,
            /** It exists, but its artifact does not: as long as for a dependency. */
            DEPENDENCY_INTERVAL,
            /** Its artifact is not served now, and nobody will report when it is: with growing pauses, at most that long. */
            GROWING
        }
    }

    /** A dependency is not far enough; everything stays as it is. */
    record DependencyNotReady(String message, SourceRevision revision) implements RunResult {}

    /**
     * The run failed and will be tried again.
     *
     * @param reason which kind of failure
     * @param stage where it happened
     * @param message what was tried, on what, and what to do
     * @param changes what had been done to the cluster by then; empty when nothing was
     */
    record Failed(
            Reason reason, RunStage stage, String message, SourceRevision revision, Optional<ClusterChanges> changes)
            implements RunResult {

        /** Whether the artifact was there and held the path. */
        public boolean isAttempted() {
            return stage != RunStage.FETCHING;
        }
    }

    /**
     * Everything is applied, and its health is still to be seen.
     *
     * @param waits begins the wait, in the cluster where everything was applied
     * @param request what is waited for
     * @param shown what of a message about these objects may be shown
     * @param lastRun what to remember once everything is healthy
     */
    record AwaitingHealth(
            SourceRevision revision,
            ClusterChanges changes,
            HealthChecker waits,
            HealthWaitRequest request,
            UnaryOperator<String> shown,
            LastRun lastRun)
            implements RunResult {}

    /** Everything is applied, but not healthy. */
    record Unhealthy(SourceRevision revision, ClusterChanges changes, String message) implements RunResult {}

    /**
     * Everything is applied and, if that was asked for, healthy.
     *
     * @param healthTook how long the health check lasted; empty when there was none
     * @param lastRun what to remember
     */
    record Succeeded(SourceRevision revision, ClusterChanges changes, Optional<Duration> healthTook, LastRun lastRun)
            implements RunResult {}

    /**
     * A newer revision gives the same objects: nothing was built or applied, only the revision is noted.
     *
     * @param lastRun what to remember
     */
    record SameInputs(SourceRevision revision, LastRun lastRun) implements RunResult {}
}
