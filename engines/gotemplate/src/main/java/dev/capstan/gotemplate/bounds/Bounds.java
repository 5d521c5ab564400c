package dev.capstan.gotemplate.bounds;

import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.failure.BoundsExceededException.Bound;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Counts what one run takes and ends it with a {@link BoundsExceededException} when that is too much. Belongs to the
 * thread of the run. Whoever makes a large value asks first ({@link #value}), and whoever loops asks in every round
 * ({@link #step}), which costs next to nothing.
 */
public final class Bounds {

    /** How many steps pass between two looks at the clock. */
    private static final int STEPS_PER_LOOK = 256;

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final BooleanSupplier cancelled;
    private final long deadline;
    private int stepsToLook = STEPS_PER_LOOK;
    private int depth;
    private long output;
    private long values;

    private Bounds(Limits limits, LongSupplier nanoTime, BooleanSupplier cancelled) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.cancelled = cancelled;
        this.deadline = nanoTime.getAsLong() + limits.time().toNanos();
    }

    /** Bounds of a run that begins now. */
    public static Bounds start(Limits limits) {
        return new Bounds(limits, System::nanoTime, () -> false);
    }

    /**
     * Bounds of a run that begins now and that can be ended from outside.
     *
     * @param nanoTime a clock as {@link System#nanoTime}
     * @param cancelled asked from the thread of the run; true ends it
     */
    public static Bounds start(Limits limits, LongSupplier nanoTime, BooleanSupplier cancelled) {
        return new Bounds(limits, nanoTime, cancelled);
    }

    /** What the run may take. */
    public Limits limits() {
        return limits;
    }

    /** One round of a loop, or one call. Looks at the clock every few hundred steps. */
    public void step() {
        if (--stepsToLook <= 0) {
            checkTime();
        }
    }

    /** So many steps at once, for work of a known size, such as characters to copy. */
    public void steps(long count) {
        stepsToLook -= (int) Math.min(count, STEPS_PER_LOOK);
        if (stepsToLook <= 0) {
            checkTime();
        }
    }

    /** Looks at the clock now. */
    public void checkTime() {
        stepsToLook = STEPS_PER_LOOK;
        if (nanoTime.getAsLong() - deadline > 0) {
            throw new BoundsExceededException(
                    Bound.TIME,
                    "the templates took longer than " + limits.time().toMillis()
                            + " ms; look for a loop or a call without end");
        }
        if (cancelled.getAsBoolean()) {
            throw new BoundsExceededException(Bound.CANCELLED, "the rendering was cancelled");
        }
    }

    /** A template opens; every call is paired with one of {@link #leave}. */
    public void enter() {
        if (depth >= limits.depth()) {
            throw new BoundsExceededException(Bound.DEPTH, "exceeded maximum template depth (" + limits.depth() + ")");
        }
        depth++;
        step();
    }

    /** A template closes. */
    public void leave() {
        depth--;
    }

    /** So many bytes are about to be written. */
    public void output(long bytes) {
        output += bytes;
        if (output > limits.outputBytes()) {
            throw new BoundsExceededException(
                    Bound.OUTPUT,
                    "the templates wrote more than " + limits.outputBytes() + " bytes; look for a loop without end");
        }
    }

    /** A function is about to make a value of about so many bytes. */
    public void value(long bytes) {
        if (bytes > limits.valueBytes() || bytes < 0) {
            throw new BoundsExceededException(
                    Bound.VALUE,
                    "a function would make a value of more than " + limits.valueBytes() + " bytes; ask it for less");
        }
        values += bytes;
        if (values > limits.totalValueBytes()) {
            throw new BoundsExceededException(
                    Bound.VALUE,
                    "the functions made values of more than " + limits.totalValueBytes()
                            + " bytes in all; look for a value that grows without end");
        }
        steps(bytes >>> 6);
    }

    /**
     * A value that grows step by step has come to so many bytes. For loops that cannot say beforehand how large their
     * result will be; they ask in every round, and tell {@link #value} at the end.
     */
    public void growing(long bytes) {
        step();
        if (bytes > limits.valueBytes()) {
            value(bytes);
        }
    }

    /** As {@link #growing}, for a list or map that has so many entries by now. */
    public void growingEntries(long count) {
        growing(count << 5);
    }

    /** A function is about to make a list or map of so many entries. */
    public void entries(long count) {
        value(count > Long.MAX_VALUE >> 5 ? -1 : count << 5);
    }
}
