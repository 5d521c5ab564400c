package dev.capstan.promotion.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How a pass ended. */
public sealed interface Outcome {

    /**
     * Everything was looked at.
     *
     * @param views of all environments
     * @param moves what was brought on, and what was found to have been brought on by others; oldest first
     * @param problem why something that should have been brought on was not
     * @param warnings annotations that nothing can be done about
     * @param wakeAt when something changes although nothing happens
     */
    record Done(
            Memory memory,
            List<View> views,
            List<Move> moves,
            Optional<String> problem,
            List<String> warnings,
            Optional<Instant> wakeAt)
            implements Outcome {
        /** Copies the lists. */
        public Done {
            views = List.copyOf(views);
            moves = List.copyOf(moves);
            warnings = List.copyOf(warnings);
        }

        /** The first of the moves. */
        public Optional<Move> move() {
            return moves.stream().findFirst();
        }
    }

    /**
     * The repository could not be looked at.
     *
     * @param isRefusal whether it refused the credentials
     */
    record Unseen(String why, boolean isRefusal) implements Outcome {}
}
