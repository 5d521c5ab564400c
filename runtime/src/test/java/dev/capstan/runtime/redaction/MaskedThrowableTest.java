package dev.capstan.runtime.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MaskedThrowableTest {
    @Test
    void showsTypesAndPlacesButNoMessage() {
        var cause = new IllegalArgumentException("a header value must not end with a line end: hunter2");
        var failure = new IllegalStateException("cannot send hunter2", cause);
        failure.addSuppressed(new IllegalStateException("nor close hunter2"));

        String shown = print(MaskedThrowable.of(failure));

        assertThat(shown)
                .contains("java.lang.IllegalStateException", "Caused by: java.lang.IllegalArgumentException")
                .contains("MaskedThrowableTest.showsTypesAndPlacesButNoMessage")
                .doesNotContain("hunter2");
    }

    @Test
    void endsWhereCausesGoInCircles() {
        var inner = new IllegalStateException("inner");
        var outer = new IllegalStateException("outer", inner);
        inner.initCause(outer);

        assertThat(print(MaskedThrowable.of(outer))).containsOnlyOnce("Caused by");
    }

    private static String print(Throwable shown) {
        var text = new StringWriter();
        shown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
