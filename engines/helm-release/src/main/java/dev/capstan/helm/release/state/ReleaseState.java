package dev.capstan.helm.release.state;

import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseHistory.UnreadableRecord;
import dev.capstan.helm.release.storage.StoredRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What the newest record says of a release; every state leads to one action. */
public sealed interface ReleaseState {

    /** The newest revision; empty when there is none that can be read. */
    default Optional<StoredRecord> last() {
        return Optional.empty();
    }

    /** There is no record. */
    record Absent() implements ReleaseState {}

    /** It was uninstalled, and its records were kept. */
    record Uninstalled(StoredRecord newest) implements ReleaseState {
        @Override
        public Optional<StoredRecord> last() {
            return Optional.of(newest);
        }
    }

    /** Its uninstallation did not come to its end: it failed, or its process died. */
    record Uninstalling(StoredRecord newest) implements ReleaseState {
        @Override
        public Optional<StoredRecord> last() {
            return Optional.of(newest);
        }
    }

    /**
     * Another tool is at work, or was until a moment ago.
     *
     * @param until from then on its process counts as dead, unless it writes again
     */
    record Held(StoredRecord newest, Instant until) implements ReleaseState {
        @Override
        public Optional<StoredRecord> last() {
            return Optional.of(newest);
        }

        /** For people: what blocks. */
        public String message() {
            return newest.record() + " was begun by " + newest.holder() + ", which is still at work";
        }

        /** For people: what ends it. */
        public String advice() {
            return "It goes on when that command has ended, and at " + until
                    + " at the latest, when it counts as dead because it has not written anything since.";
        }
    }

    /** An action was under way, and its process is dead. */
    record Abandoned(StoredRecord newest) implements ReleaseState {
        @Override
        public Optional<StoredRecord> last() {
            return Optional.of(newest);
        }
    }

    /** The last action failed. */
    record Failed(StoredRecord newest) implements ReleaseState {
        @Override
        public Optional<StoredRecord> last() {
            return Optional.of(newest);
        }
    }

    /** The last action came to its end. */
    record Deployed(StoredRecord newest) implements ReleaseState {
        @Override
        public Optional<StoredRecord> last() {
            return Optional.of(newest);
        }
    }

    /** The newest revision is none that counts: its successor is gone, or its status is not one of Helm's. */
    record Unsettled(StoredRecord newest) implements ReleaseState {
        @Override
        public Optional<StoredRecord> last() {
            return Optional.of(newest);
        }
    }

    /** The newest record cannot be read: nothing is known, and nothing is done. */
    record Unreadable(UnreadableRecord newest) implements ReleaseState {

        /** For people: what blocks. */
        public String message() {
            return "the newest record of the release, Secret " + newest.secret() + ", cannot be read: " + newest.why();
        }

        /** For people: what ends it. */
        public String advice() {
            return "Restore the Secret from a backup, or delete it: then the revision before it counts. Nothing is"
                    + " changed until then.";
        }
    }

    /** The state that a history amounts to. */
    static ReleaseState of(ReleaseHistory history, Holders holders, Instant now) {
        int newest = history.last().map(stored -> stored.record().version()).orElse(0);
        Optional<UnreadableRecord> unreadable = history.unreadable().stream()
                .filter(record -> record.version() == 0 || record.version() > newest)
                .max(Comparator.comparingInt(UnreadableRecord::version));
        return unreadable
                .<ReleaseState>map(Unreadable::new)
                .or(() -> history.last().map(last -> of(last, holders, now)))
                .orElseGet(Absent::new);
    }

    private static ReleaseState of(StoredRecord last, Holders holders, Instant now) {
        ReleaseStatus status = last.record().status();
        return switch (status) {
            case DEPLOYED -> new Deployed(last);
            case FAILED -> new Failed(last);
            case UNINSTALLED -> new Uninstalled(last);
            case UNINSTALLING -> heldOr(new Uninstalling(last), last, holders, now);
            case PENDING_INSTALL, PENDING_UPGRADE, PENDING_ROLLBACK -> heldOr(new Abandoned(last), last, holders, now);
            case SUPERSEDED, UNKNOWN -> new Unsettled(last);
        };
    }

    private static ReleaseState heldOr(ReleaseState abandoned, StoredRecord last, Holders holders, Instant now) {
        return holders.livingUntil(last, now)
                .<ReleaseState>map(until -> new Held(last, until))
                .orElse(abandoned);
    }
}
