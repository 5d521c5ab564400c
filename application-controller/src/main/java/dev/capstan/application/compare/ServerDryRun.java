package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Asks an API server what a server-side apply would make of an object, without doing it. */
@FunctionalInterface
public interface ServerDryRun {
    /** Asks. One request. */
    Answer apply(ObjectNode manifest);

    /** What the API server says. */
    sealed interface Answer {
        /** The object as it would be. */
        record Made(ObjectNode object) implements Answer {}

        /**
         * It would not be taken, or could not be asked.
         *
         * @param why for people, without values of Secrets
         */
        record Refused(String why) implements Answer {}
    }
}
