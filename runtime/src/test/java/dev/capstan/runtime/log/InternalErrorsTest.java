package dev.capstan.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InternalErrorsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void listen() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void stopListening() {
        Metrics.removeRegistry(registry);
    }

    @Test
    void countsByWhatWasBeingDone() {
        InternalErrors.report("testing", "one", new IllegalStateException("x"));
        InternalErrors.report("testing", "two", new StackOverflowError());

        assertThat(registry.counter("capstan_internal_errors", "during", "testing")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void neverThrows() {
        var worse = new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public StackTraceElement[] getStackTrace() {
                throw new IllegalStateException("no trace");
            }
        };

        assertThatCode(() -> InternalErrors.report("testing", "x", worse)).doesNotThrowAnyException();
    }
}
