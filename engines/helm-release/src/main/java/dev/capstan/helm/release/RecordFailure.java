package dev.capstan.helm.release;

import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.RecordSize;

/** Why the records of a release stopped an action, or could not be written. */
public sealed interface RecordFailure extends ActionFailure {

    /** The records cannot be read or written. */
    record StorageUnavailable(String message, String advice, boolean isTransient) implements RecordFailure {}

    /** The record does not fit into a Secret; nothing was changed. */
    record RecordTooLarge(RecordSize size) implements RecordFailure {
        @Override
        public String message() {
            return size.message();
        }

        @Override
        public String advice() {
            return size.advice();
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /** Somebody else wrote the record while the action ran, so it was given up. */
    record Overtaken(String secret) implements RecordFailure {
        @Override
        public String message() {
            return "another tool has written the release record " + secret
                    + " in the meantime, so this action was given up";
        }

        @Override
        public String advice() {
            return "Nothing to do: the release is looked at anew.";
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /** The newest record cannot be read; nothing was changed. */
    record RecordUnreadable(ReleaseState.Unreadable state) implements RecordFailure {
        @Override
        public String message() {
            return state.message();
        }

        @Override
        public String advice() {
            return state.advice();
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }
}
