package dev.capstan.promotion.run;

import dev.capstan.promotion.gate.GateState;
import dev.capstan.promotion.place.Content;
import java.util.List;
import java.util.Optional;

/**
 * What people are shown of an environment.
 *
 * @param message what is going on, in words
 * @param candidate what waits to come into it
 */
public record View(Word state, String message, Optional<Content> candidate, List<GateState> gates) {
    /** Copies the list. */
    public View {
        gates = List.copyOf(gates);
    }

    /** One word for what comes into an environment. */
    public enum Word {
        SOURCE("Source"),
        UP_TO_DATE("UpToDate"),
        NOTHING("Nothing"),
        WAITING("Waiting"),
        PERSON("Person"),
        PULL_REQUEST("PullRequest"),
        HELD("Held"),
        FAILED("Failed"),
        MOVED("Moved");

        private final String text;

        Word(String text) {
            this.text = text;
        }

        /** As it stands in the status. */
        public String text() {
            return text;
        }
    }
}
