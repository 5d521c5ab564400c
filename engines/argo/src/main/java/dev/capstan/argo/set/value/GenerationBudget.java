package dev.capstan.argo.set.value;

import java.util.function.LongSupplier;

/** Counts what one generation has taken, and ends it when that is more than its limits. For one thread. */
public final class GenerationBudget {
    private static final long BYTES_OF_A_NODE = 16;

    private final SetLimits limits;
    private final LongSupplier nanoTime;
    private final long deadline;
    private int parameterSets;
    private long rendered;

    /** The budget of a generation that begins now. */
    public GenerationBudget(SetLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.deadline = nanoTime.getAsLong() + limits.time().toNanos();
    }

    /** What the generation may take. */
    public SetLimits limits() {
        return limits;
    }

    /**
     * So many more sets of parameters are about to be made.
     *
     * @throws GenerationException when that is too many
     */
    public void parameterSets(long more) {
        if (parameterSets + more > limits.parameterSets()) {
            throw new GenerationException("the generators make more than " + limits.parameterSets()
                    + " sets of parameters; look at matrix generators and patterns that match too much");
        }
        parameterSets += (int) more;
    }

    /**
     * So many characters were rendered.
     *
     * @throws GenerationException when all together are too many
     */
    public void rendered(long characters) {
        rendered += characters;
        if (rendered > limits.renderedBytes()) {
            throw new GenerationException("the templates write more than " + limits.renderedBytes()
                    + " bytes; look for loops in them, and for parameters that are too large");
        }
    }

    /**
     * Looks at the clock, where work is done that no other limit counts.
     *
     * @throws GenerationException when the time is over
     */
    public void checkTime() {
        if (isTimeOver()) {
            throw new GenerationException("the generation takes longer than "
                    + limits.time().toSeconds() + " s; look at matrix generators, patterns and large repositories");
        }
    }

    /**
     * So many nodes of a tree are about to be copied.
     *
     * @throws GenerationException when that is too much with what was rendered
     */
    public void copied(long nodes) {
        rendered(BYTES_OF_A_NODE * nodes);
    }

    /** Whether the time is over. */
    public boolean isTimeOver() {
        return nanoTime.getAsLong() - deadline > 0;
    }
}
