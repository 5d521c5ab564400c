package dev.capstan.helm.release;

import dev.capstan.apply.ObjectId;
import dev.capstan.helm.HookEvent;
import java.util.Optional;

/** Why an action did not come to its end. Messages hold no secret values. */
public sealed interface ActionFailure
        permits RecordFailure,
                ObjectFailure,
                ActionFailure.NotApplicable,
                ActionFailure.HookFailed,
                ActionFailure.Redacted,
                ActionFailure.Cancelled {

    /** What went wrong, on what. */
    String message();

    /** What ends it. */
    String advice();

    /** Whether the same may succeed later without a change of chart, values or cluster. */
    boolean isTransient();

    /** The object concerned, when it is one. */
    default Optional<ObjectId> object() {
        return Optional.empty();
    }

    /**
     * What is stored does not allow the action; nothing was changed.
     *
     * @param message what is in the way
     * @param advice what to do instead
     */
    record NotApplicable(String message, String advice) implements ActionFailure {
        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /**
     * A hook failed.
     *
     * @param event when it ran
     * @param hook its object
     * @param path its template
     * @param cause why
     * @param log the last lines of its output, masked and bounded; empty when there is none
     */
    record HookFailed(HookEvent event, ObjectId hook, String path, ActionFailure cause, String log)
            implements ActionFailure {
        @Override
        public String message() {
            return "hook " + event.word() + " " + path + " failed: " + cause.message()
                    + (log.isEmpty() ? "" : "\nLast lines of its output:\n" + log);
        }

        @Override
        public String advice() {
            return event == HookEvent.PRE_DELETE || event == HookEvent.POST_DELETE
                    ? cause.advice() + " The release can also be uninstalled without its hooks."
                    : cause.advice();
        }

        @Override
        public Optional<ObjectId> object() {
            return Optional.of(hook);
        }

        @Override
        public boolean isTransient() {
            return cause.isTransient();
        }
    }

    /**
     * A failure whose message held texts that must not show.
     *
     * @param cause the failure; its own message must not be shown
     * @param message its message without them
     */
    record Redacted(ActionFailure cause, String message) implements ActionFailure {
        @Override
        public String advice() {
            return cause.advice();
        }

        @Override
        public Optional<ObjectId> object() {
            return cause.object();
        }

        @Override
        public boolean isTransient() {
            return cause.isTransient();
        }
    }

    /** The action was no longer wanted. */
    record Cancelled(String why) implements ActionFailure {
        @Override
        public String message() {
            return "the action was cancelled: " + why;
        }

        @Override
        public String advice() {
            return "Nothing to do: a newer run takes over.";
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }
}
