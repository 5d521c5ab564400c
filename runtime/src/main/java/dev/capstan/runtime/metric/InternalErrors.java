package dev.capstan.runtime.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Reports mistakes of our own that ended one item (a timer, a message, a callback) and must not end the next one:
 * {@code capstan_internal_errors_total{part}}.
 */
public final class InternalErrors {
    private InternalErrors() {}

    /**
     * Logs and counts a mistake.
     *
     * @param part where it happened, from a small fixed set
     */
    public static void report(Logger log, String part, Throwable bug) {
        log.error("An internal error ended one step of {}; the others go on", part, bug);
        Counter.builder("capstan_internal_errors")
                .description("Mistakes of the controller itself, by the part that made them.")
                .tag("part", part)
                .register(Metrics.globalRegistry)
                .increment();
    }

    /** The same, for those who take a handler. */
    public static Consumer<Throwable> reporter(Logger log, String part) {
        return bug -> report(log, part, bug);
    }

    /** Runs a callback whose mistakes must not end its caller. */
    public static void guard(Logger log, String part, Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error bug) {
            report(log, part, bug);
        }
    }
}
