package dev.capstan.promotion.run;

/** Pull requests of one repository. */
public interface Proposals {

    /** What the forge says. */
    sealed interface Answer {
        /**
         * It is so.
         *
         * @param head at the end of its branch
         */
        record Known(long number, String url, State state, String head) implements Answer {}

        /** There was no answer, or a refusal; the message is for people. */
        record Failed(String why) implements Answer {}
    }

    /** How far a pull request has come. */
    enum State {
        OPEN,
        MERGED,
        CLOSED
    }

    /** Opens one, or gives the open one of these branches another title and text. */
    Answer open(String source, String target, String title, String body);

    /** How it is now. */
    Answer get(long number);

    /** Closes one that nobody needs any more, and says why. */
    Answer close(long number, String why);

    /**
     * Deletes the branch of one that is over, unless somebody has committed to it.
     *
     * @return false when the forge did not do it, and it is still as we left it
     */
    boolean discard(String branch, String head);
}
