package dev.capstan.application.run;

import dev.capstan.application.compare.CompareMemory;
import dev.capstan.application.operate.OperationMemory;

/**
 * What is remembered of one Application between passes. Forgetting it costs time, and never correctness. Not for several threads: the
 * passes of one Application come one after the other.
 */
public final class ApplicationMemory {
    private final CompareMemory compared = new CompareMemory();
    private final CompareMemory operated = new CompareMemory();
    private final OperationMemory operation = new OperationMemory();

    /** Comparisons with what the sources mean. */
    CompareMemory compared() {
        return compared;
    }

    /** Comparisons with what an operation syncs, where that is something else. */
    CompareMemory operated() {
        return operated;
    }

    OperationMemory operation() {
        return operation;
    }
}
