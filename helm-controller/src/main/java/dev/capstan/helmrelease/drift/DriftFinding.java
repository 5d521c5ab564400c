package dev.capstan.helmrelease.drift;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What looking for drift has found. */
public sealed interface DriftFinding {

    /** Whether it is to be looked for again soon: it could not be found out, or not be corrected. */
    default boolean isOpen() {
        return switch (this) {
            case NotAsked _, Clean _ -> false;
            case Unknown _ -> true;
            case Found(var _, var correction) ->
                correction.filter(Correction.NotCorrected.class::isInstance).isPresent();
        };
    }

    /** The same with what was said about failures edited. */
    default DriftFinding withMessages(UnaryOperator<String> edit) {
        return switch (this) {
            case Unknown(var why) -> new Unknown(edit.apply(why));
            case Found(var objects, var correction)
            when correction.orElse(null) instanceof Correction.NotCorrected(var why) ->
                new Found(objects, Optional.of(new Correction.NotCorrected(edit.apply(why))));
            case NotAsked _, Clean _, Found _ -> this;
        };
    }

    /** Nobody looks for it. */
    record NotAsked() implements DriftFinding {}

    /** All objects are as released. */
    record Clean() implements DriftFinding {}

    /**
     * Some are not.
     *
     * @param objects which, and in which way
     * @param correction what was done about it; empty when it is only reported
     */
    record Found(List<DriftedObject> objects, Optional<Correction> correction) implements DriftFinding {
        /** Copies the list. */
        public Found {
            objects = List.copyOf(objects);
        }
    }

    /** It cannot be said. */
    record Unknown(String why) implements DriftFinding {}

    /** What became of putting objects back. */
    sealed interface Correction {

        /** They are as released again. */
        record Corrected() implements Correction {}

        /** They could not be put back. */
        record NotCorrected(String why) implements Correction {}
    }
}
