package dev.capstan.runtime.log;

import dev.capstan.runtime.redaction.MaskedThrowable;
import io.micrometer.core.instrument.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last resort of every thread, timer, queue and callback: a mistake of ours in one item is logged and counted, and the next item goes on.
 * Counted as {@code capstan_internal_errors_total{during}}.
 */
public final class InternalErrors {
    private static final Logger LOG = LoggerFactory.getLogger(InternalErrors.class);
    private static final String COUNTER = "capstan_internal_errors";

    private InternalErrors() {}

    /** Runs a callback whose mistakes must not end its caller; they are reported. */
    public static void guard(String during, Object about, Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error bug) {
            report(during, about, bug);
        }
    }

    /**
     * Reports a mistake: one log entry with the stack trace but without the messages of exceptions, and one count. Never throws.
     *
     * @param during what was being done, in few fixed words; a label of the metric
     * @param about the item, without secrets
     * @param bug what came up
     */
    @SuppressWarnings("EmptyCatch") // There is nobody left to report to, and the caller has to go on.
    public static void report(String during, Object about, Throwable bug) {
        try {
            LOG.error(
                    "An internal error while {} ({}); going on with the next", during, about, MaskedThrowable.of(bug));
            Metrics.counter(COUNTER, "during", during).increment();
        } catch (Throwable hopeless) {
            // Out of memory, most likely.
        }
    }
}
