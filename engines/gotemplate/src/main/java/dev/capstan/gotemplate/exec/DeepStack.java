package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.failure.BoundsExceededException.Bound;
import org.jspecify.annotations.Nullable;

/**
 * Lets templates call templates deeper than the stack of one thread goes: from time to time the run continues on a
 * thread with a stack of its own, while the one before waits for it. Ordinary templates never come that far.
 */
final class DeepStack {

    /** What the thread of the caller surely has room for, in {@link #enter levels}. */
    private static final int FIRST_LEVELS = 120;

    /** What a thread of ours has room for. */
    private static final int LEVELS = 40_000;

    private static final int ALL_LEVELS = 100_000;
    private static final long STACK_BYTES = 128L << 20;

    /** A call of a template takes as much room as so many nested expressions. */
    private static final int LEVELS_OF_CALL = 4;

    private int levels;
    private int roomUpTo = FIRST_LEVELS;

    /** An expression or a body begins within another one. */
    void enter() {
        levels++;
    }

    /** It ends. */
    void leave() {
        levels--;
    }

    /** Calls a template. */
    void call(Runnable template) {
        int before = levels;
        levels += LEVELS_OF_CALL;
        if (levels > ALL_LEVELS) {
            throw new BoundsExceededException(Bound.DEPTH, "the templates are nested too deep");
        }
        if (levels <= roomUpTo) {
            template.run();
        } else {
            onAnotherThread(template);
        }
        levels = before;
    }

    private void onAnotherThread(Runnable template) {
        int room = roomUpTo;
        roomUpTo = levels + LEVELS;
        Outcome outcome = new Outcome();
        Thread thread = new Thread(null, () -> outcome.of(template), "capstan-template-deep", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        join(thread);
        roomUpTo = room;
        outcome.rethrow();
    }

    /** The other thread ends by the bounds of the run; an interrupt is kept for whoever asks later. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How the other thread has ended. */
    private static final class Outcome {

        private @Nullable RuntimeException exception;
        private @Nullable Error error;

        void of(Runnable template) {
            try {
                template.run();
            } catch (RuntimeException failure) {
                exception = failure;
            } catch (Error failure) {
                error = failure;
            }
        }

        void rethrow() {
            if (exception != null) {
                throw exception;
            }
            if (error != null) {
                throw error;
            }
        }
    }
}
