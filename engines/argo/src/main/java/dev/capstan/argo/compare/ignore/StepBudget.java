package dev.capstan.argo.compare.ignore;

import java.util.function.LongSupplier;

/** How many looks at an object an expression has left, and until when. */
final class StepBudget {

    static final int STEPS = 2_000_000;
    static final long NANOS = 1_000_000_000L;

    private static final int STEPS_PER_LOOK_AT_THE_CLOCK = 1_024;

    /** The expression has used up its budget. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String why;

        Spent(String why) {
            super(why, null, false, false);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    private final LongSupplier nanoTime;
    private final long start;
    private long steps;
    private long nextLook = STEPS_PER_LOOK_AT_THE_CLOCK;

    StepBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Counts steps. */
    void spend(int count) {
        steps += count;
        if (steps > STEPS) {
            throw new Spent("took more than " + STEPS + " steps");
        }
        if (steps >= nextLook) {
            nextLook = steps + STEPS_PER_LOOK_AT_THE_CLOCK;
            if (nanoTime.getAsLong() - start > NANOS) {
                throw new Spent("took longer than one second");
            }
        }
    }
}
