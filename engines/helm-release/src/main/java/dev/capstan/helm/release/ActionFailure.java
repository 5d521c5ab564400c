package dev.capstan.helm.release;

import dev.capstan.apply.ApplyFailure;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.watch.ObjectHealth;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.RecordSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why an action did not come to its end. Messages hold no secret values. */
public sealed interface ActionFailure {

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

    /** The records cannot be read or written. */
    record StorageUnavailable(String message, String advice, boolean isTransient) implements ActionFailure {}

    /** The record does not fit into a Secret; nothing was changed. */
    record RecordTooLarge(RecordSize size) implements ActionFailure {
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
    record Overtaken(String secret) implements ActionFailure {
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
    record RecordUnreadable(ReleaseState.Unreadable state) implements ActionFailure {
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
     * A manifest is not made of objects.
     *
     * @param where manifest or hook
     * @param problem what is wrong
     */
    record InvalidManifest(String where, String problem) implements ActionFailure {
        @Override
        public String message() {
            return "unable to build kubernetes objects from " + where + ": " + problem;
        }

        @Override
        public String advice() {
            return "Correct the chart's template, or the values that it renders.";
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /** An object exists that does not belong to the release; nothing was changed. */
    record NotOwned(ObjectId id, String why) implements ActionFailure {
        @Override
        public String message() {
            return id.kind() + " \"" + id.name() + "\" in namespace \"" + id.namespace()
                    + "\" exists and cannot be imported into the current release: invalid ownership metadata; " + why;
        }

        @Override
        public String advice() {
            return "Allow the release to take the object over, give the object that label and those annotations, or"
                    + " rename it in the chart.";
        }

        @Override
        public Optional<ObjectId> object() {
            return Optional.of(id);
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /**
     * Objects could not be applied.
     *
     * @param causes why, the first one first; never empty
     */
    record NotApplied(List<ApplyFailure> causes) implements ActionFailure {
        public NotApplied {
            causes = List.copyOf(causes);
        }

        /** One cause. */
        public NotApplied(ApplyFailure cause) {
            this(List.of(cause));
        }

        @Override
        public String message() {
            return causes.stream().map(ApplyFailure::message).collect(Collectors.joining(" && "));
        }

        @Override
        public String advice() {
            return causes.getFirst() instanceof ApplyFailure.ImmutableField
                    ? "Undo the change in chart or values, or delete the object: the next upgrade creates it anew."
                    : causes.getFirst().advice();
        }

        @Override
        public Optional<ObjectId> object() {
            return causes.getFirst().object();
        }

        @Override
        public boolean isTransient() {
            return causes.stream().allMatch(ApplyFailure::isTransient);
        }
    }

    /** A request about one object was refused, or not answered. */
    record Refused(ObjectId id, String message, String advice, boolean isTransient) implements ActionFailure {

        /** Nothing is known of its kind at the moment. */
        public static Refused undecided(ObjectId id, String why) {
            return new Refused(
                    id,
                    id.display() + ": it cannot be said whether its kind is served: " + why,
                    "Nothing to do: it is tried again.",
                    true);
        }

        @Override
        public Optional<ObjectId> object() {
            return Optional.of(id);
        }
    }

    /**
     * Objects did not become ready.
     *
     * @param objects those that are not ready, failed ones first
     * @param waited for how long
     * @param isTimeUp whether waiting ended because the time was up
     */
    record NotReady(List<ObjectHealth> objects, Duration waited, boolean isTimeUp) implements ActionFailure {
        public NotReady {
            objects = List.copyOf(objects);
        }

        @Override
        public String message() {
            String each = objects.stream()
                    .map(object -> "resource " + object.id().display() + " not ready. status: "
                            + object.health().status().word() + ", message: "
                            + object.health().message())
                    .collect(Collectors.joining("\n"));
            return isTimeUp ? each + "\ncontext deadline exceeded" : each;
        }

        @Override
        public String advice() {
            return objects.stream().anyMatch(NotReady::isDeleted)
                    ? "Find out why somebody has deleted it; the next try makes it anew."
                    : "Look at the status and the events of the named objects; waited for " + waited.toSeconds() + "s.";
        }

        private static boolean isDeleted(ObjectHealth object) {
            return object.health()
                    .condition()
                    .filter(condition -> condition.reason().equals("Deleted"))
                    .isPresent();
        }

        @Override
        public Optional<ObjectId> object() {
            return objects.stream().map(ObjectHealth::id).findFirst();
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /**
     * Objects that are deleted are still there.
     *
     * @param objects with what is known of each: what it waits for
     */
    record StillThere(List<ObjectHealth> objects, Duration waited) implements ActionFailure {
        public StillThere {
            objects = List.copyOf(objects);
        }

        @Override
        public String message() {
            return objects.stream()
                            .map(object -> "resource " + object.id().display() + " still exists. status: "
                                    + object.health().status().word() + ", message: "
                                    + object.health().message())
                            .collect(Collectors.joining("\n"))
                    + "\ncontext deadline exceeded";
        }

        @Override
        public String advice() {
            return "Look at the finalizers of the named objects: whoever set them must remove them. It is tried again; waited"
                    + " for " + waited.toSeconds() + "s.";
        }

        @Override
        public Optional<ObjectId> object() {
            return objects.stream().map(ObjectHealth::id).findFirst();
        }

        @Override
        public boolean isTransient() {
            return true;
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
