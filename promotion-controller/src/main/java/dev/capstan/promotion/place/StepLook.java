package dev.capstan.promotion.place;

/** How what one environment has relates to the next one. */
public sealed interface StepLook {

    /** The next one has it, or something that contains it. */
    record Has() implements StepLook {}

    /**
     * The next one lacks it.
     *
     * @param how what a person would do to bring it there; empty where that is obvious
     */
    record Lacks(String how) implements StepLook {
        /** Where it is obvious what to do. */
        public Lacks() {
            this("");
        }
    }

    /** It cannot be brought there as things are. */
    record Blocked(String why) implements StepLook {}
}
