package dev.capstan.helmrelease.rollback;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseRollback;
import dev.capstan.helmrelease.history.SnapshotHistory;
import dev.capstan.helmrelease.state.ReleaseAttempt;
import dev.capstan.helmrelease.state.Situation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a rollback that was asked for lasts: as long as chart, values and spec are those that it holds back, and nobody has made
 * another revision since.
 */
public final class RollbackHold {

    /** The word for a rollback, as the status has it. */
    public static final String ROLLBACK = "rollback";

    private RollbackHold() {}

    /**
     * The situation of a release, with what was asked for taken into account.
     *
     * @param situation as records and wanted inputs alone have it
     * @param status what was last seen and done
     * @param attempt the inputs by now
     */
    public static Situation over(Situation situation, HelmReleaseStatus status, ReleaseAttempt attempt) {
        Optional<ReleaseRollback> current = current(status);
        if (current.isEmpty()) {
            return situation;
        }
        boolean holds = isOf(current.get(), attempt);
        return switch (situation) {
            case Situation.Held _,
                    Situation.Unreadable _,
                    Situation.Locked _,
                    Situation.HalfUninstalled _,
                    Situation.Absent _,
                    Situation.Unmanaged _,
                    Situation.RolledBack _,
                    Situation.RollbackFailed _ -> situation;
            case Situation.OutOfSync _, Situation.Untested _, Situation.InSync _ ->
                holds
                        ? new Situation.RolledBack()
                        : new Situation.OutOfSync("chart, values or spec changed since the release was rolled back");
            case Situation.Failed _ -> holds ? new Situation.RollbackFailed() : situation;
        };
    }

    /** Whether the release stays at the revision that it was rolled back to. */
    public static boolean holds(HelmReleaseStatus status, ReleaseAttempt attempt) {
        return current(status).filter(rollback -> isOf(rollback, attempt)).isPresent();
    }

    /** The rollback that made the newest revision. */
    private static Optional<ReleaseRollback> current(HelmReleaseStatus status) {
        return Optional.ofNullable(status.rollback())
                .filter(rollback -> SnapshotHistory.latest(status.history())
                        .filter(latest -> latest.version() == rollback.revision() && ROLLBACK.equals(latest.action()))
                        .isPresent());
    }

    /** Whether these inputs are the ones that a rollback holds back. */
    static boolean isOf(@Nullable ReleaseRollback rollback, ReleaseAttempt attempt) {
        return rollback != null
                && rollback.generation() == attempt.generation()
                && attempt.chartVersion().equals(rollback.chartVersion())
                && attempt.configDigest().equals(rollback.configDigest());
    }
}
