package dev.capstan.helmrelease.rollback;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.helm.ReleaseSnapshot;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helmrelease.history.ReleaseSnapshots;
import dev.capstan.helmrelease.history.SnapshotHistory;
import dev.capstan.helmrelease.state.ReleaseAttempt;
import dev.capstan.helmrelease.state.Situation;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a release is rolled back as somebody asks. */
public sealed interface RollbackVerdict {

    /** It is, to this revision. */
    record Granted(ReleaseSnapshot target) implements RollbackVerdict {}

    /** It is not, and the request counts as handled. */
    record Refused(String message) implements RollbackVerdict {}

    /** That depends on this revision, which is stored and was not read yet. */
    record Unread(int revision) implements RollbackVerdict {}

    /** Something else must be done to the release first. */
    record NotYet() implements RollbackVerdict {}

    /**
     * The verdict.
     *
     * @param situation of the release
     * @param status what was last seen and done
     * @param attempt the inputs by now
     * @param stored the revisions that are stored; the one that is asked for need not be read yet
     */
    static RollbackVerdict on(
            RollbackRequest request,
            Situation situation,
            HelmReleaseStatus status,
            ReleaseAttempt attempt,
            ReleaseHistory stored) {
        return switch (situation) {
            case Situation.Held _, Situation.Unreadable _, Situation.Locked _, Situation.HalfUninstalled _ ->
                new NotYet();
            case Situation.Absent _ -> new Refused("there is no release");
            case Situation.Unmanaged _,
                    Situation.OutOfSync _,
                    Situation.Untested _,
                    Situation.Failed _,
                    Situation.InSync _,
                    Situation.RolledBack _,
                    Situation.RollbackFailed _ -> onRelease(request, status, attempt, stored);
        };
    }

    private static RollbackVerdict onRelease(
            RollbackRequest request, HelmReleaseStatus status, ReleaseAttempt attempt, ReleaseHistory stored) {
        if (request.target().isEmpty()) {
            return new Refused(
                    "the annotation %s is not the number of a revision, with @ and a text of your choice behind it or not: '%s'"
                            .formatted(ToolkitKeys.ROLLBACK, request.shown()));
        }
        if (status.history().isEmpty()) {
            return new Refused(
                    "this HelmRelease has not made the release yet, so the annotation was meant for another one");
        }
        if (request.isBegun(status) && !RollbackHold.isOf(status.rollback(), attempt)) {
            return new Refused("chart, values or spec changed before it was done");
        }
        int target = request.target().get();
        Optional<ReleaseRecord> record = stored.revision(target).map(found -> found.record());
        if (record.isEmpty()) {
            return stored.unread(target).isPresent() ? new Unread(target) : new Refused(notStored(target, stored));
        }
        if (stored.last().filter(last -> last.record().version() == target).isPresent()) {
            return new Refused("revision %d is the current one".formatted(target));
        }
        ReleaseStatus was = record.get().status();
        return was == ReleaseStatus.DEPLOYED || was == ReleaseStatus.SUPERSEDED
                ? new Granted(snapshot(record.get(), status))
                : new Refused(
                        "revision %d was never deployed as a whole: its status is '%s'".formatted(target, was.word()));
    }

    private static String notStored(int target, ReleaseHistory stored) {
        Optional<String> damage = stored.unreadable().stream()
                .filter(record -> record.version() == target)
                .map(record -> "the record %s of revision %d cannot be read: %s"
                        .formatted(record.secret(), target, record.why()))
                .findFirst();
        return damage.orElseGet(() -> "revision %d is not stored; stored are %s"
                .formatted(
                        target,
                        stored.revisions().stream()
                                        .map(revision -> Integer.toString(
                                                revision.record().version()))
                                        .collect(Collectors.joining(", "))
                                + (stored.unread().isEmpty()
                                        ? ""
                                        : " and %d more"
                                                .formatted(stored.unread().size()))));
    }

    private static ReleaseSnapshot snapshot(ReleaseRecord record, HelmReleaseStatus status) {
        return status.history().stream()
                .filter(known -> SnapshotHistory.isOf(known, record))
                .findFirst()
                .orElseGet(() -> ReleaseSnapshots.of(record, "", null));
    }
}
