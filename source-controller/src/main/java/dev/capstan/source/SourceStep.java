package dev.capstan.source;

import dev.capstan.api.meta.Condition;

/** The steps from a source to its artifact, in their order, and the condition of each that says how it went. */
public enum SourceStep {
    /** The upstream is asked and read. */
    FETCH(Condition.FETCH_FAILED, true),
    /** Artifacts of others that belong in this one are looked up. */
    INCLUDE(Condition.INCLUDE_UNAVAILABLE, true),
    /** What was fetched is compared with its signatures. */
    VERIFY(Condition.SOURCE_VERIFIED, false),
    /** What is offered is made out of what was fetched. */
    BUILD(Condition.BUILD_FAILED, true),
    /** The archive is written. */
    STORE(Condition.STORAGE_OPERATION_FAILED, true);

    private final String condition;
    private final boolean isNegative;

    SourceStep(String condition, boolean isNegative) {
        this.condition = condition;
        this.isNegative = isNegative;
    }

    /** The type of the condition. */
    public String condition() {
        return condition;
    }

    /** Whether the condition holds when the step failed, and is absent otherwise; else it holds when the step succeeded. */
    public boolean isNegative() {
        return isNegative;
    }

    /** Whether a failure of this step shows that the source was fetched with everything that belongs to it. */
    public boolean followsFetch() {
        return compareTo(INCLUDE) > 0;
    }
}
