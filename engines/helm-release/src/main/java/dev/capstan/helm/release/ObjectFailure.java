package dev.capstan.helm.release;

import dev.capstan.apply.ApplyFailure;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.watch.ObjectHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why an object of a release stopped an action: it cannot be read, applied, deleted, or does not become ready. */
public sealed interface ObjectFailure extends ActionFailure {

    /**
     * A manifest is not made of objects.
     *
     * @param where manifest or hook
     * @param problem what is wrong
     */
    record InvalidManifest(String where, String problem) implements ObjectFailure {
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
    record NotOwned(ObjectId id, String why) implements ObjectFailure {
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
    record NotApplied(List<ApplyFailure> causes) implements ObjectFailure {
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
    record Refused(ObjectId id, String message, String advice, boolean isTransient) implements ObjectFailure {

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
    record NotReady(List<ObjectHealth> objects, Duration waited, boolean isTimeUp) implements ObjectFailure {
        public NotReady {
            objects = List.copyOf(objects);
        }

        @Override
        public String message() {
            String each = each(objects, "not ready");
            return isTimeUp ? each + "\ncontext deadline exceeded" : each;
        }

        @Override
        public String advice() {
            return objects.stream().anyMatch(object -> object.health().isDeleted())
                    ? "Find out why somebody has deleted it; the next try makes it anew."
                    : "Look at the status and the events of the named objects; waited for " + waited.toSeconds() + "s.";
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
    record StillThere(List<ObjectHealth> objects, Duration waited) implements ObjectFailure {
        public StillThere {
            objects = List.copyOf(objects);
        }

        @Override
        public String message() {
            return each(objects, "still exists") + "\ncontext deadline exceeded";
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

    /** A line for each object, in the words of Helm. */
    private static String each(List<ObjectHealth> objects, String what) {
        return objects.stream()
                .map(object -> "resource %s %s. status: %s, message: %s"
                        .formatted(
                                object.id().display(),
                                what,
                                object.health().status().word(),
                                object.health().message()))
                .collect(Collectors.joining("\n"));
    }
}
