package dev.capstan.promotion.chain;

import dev.capstan.promotion.note.Rollback;
import dev.capstan.promotion.place.Place;
import java.util.Optional;

/** Whether an environment goes back now. */
public sealed interface RollbackDecision {

    /** Nobody asks for it, or it was done. */
    record Nothing() implements RollbackDecision {}

    /** It cannot be done. */
    record Refuse(Rollback rollback, String why) implements RollbackDecision {}

    /** It went back, and we ended before that was remembered. */
    record Finish(Rollback rollback) implements RollbackDecision {}

    /**
     * It goes back.
     *
     * @param target what it gets
     */
    record Go(Rollback rollback, Held target) implements RollbackDecision {}

    /**
     * Decides.
     *
     * @param handled the value that was acted on last
     * @param state of the environment that is asked about
     */
    static RollbackDecision of(
            Optional<Rollback> asked, Optional<String> handled, Place place, Optional<EnvironmentState> state) {
        if (asked.isEmpty() || handled.equals(asked.map(Rollback::value)) || state.isEmpty()) {
            return new Nothing();
        }
        if (place instanceof Place.Tags) {
            return new Refuse(
                    asked.get(),
                    "versions only go up; make a tag with a higher version at the earlier commit"
                            + state.get().earlier().stream()
                                    .findFirst()
                                    .map(it -> " (" + it.content().shortRevision() + ")")
                                    .orElse(""));
        }
        if (state.get().wentBackFor(asked.get().reason())) {
            return new Finish(asked.get());
        }
        return state.get().earlier().stream()
                .findFirst()
                .<RollbackDecision>map(target -> new Go(asked.get(), target))
                .orElseGet(() -> new Refuse(
                        asked.get(), "it is not known what " + state.get().name() + " had before"));
    }
}
