package dev.capstan.application.run;

/** Writes what a pass knows before it goes on, so that a crash forgets nothing that was begun. */
@FunctionalInterface
public interface Checkpoint {
    /**
     * Writes.
     *
     * @param soFar everything of this pass until now; what comes later contains it
     * @return false when the Application was changed meanwhile, or it could not be written: the pass ends then, and nothing is applied
     */
    boolean keep(PassOutcome soFar);
}
