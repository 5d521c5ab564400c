package dev.capstan.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogPositionTest {

    private final LogPosition position = new LogPosition();

    @Test
    void aLogThatBrokeOffGoesOnBehindTheLastLine() {
        assertThat(position.pass("2026-01-01T00:00:00.100000000Z {\"msg\":\"a\"}"))
                .contains("{\"msg\":\"a\"}");
        assertThat(position.pass("2026-01-01T00:00:00.200000000Z b c")).contains("b c");

        assertThat(position.pass("2026-01-01T00:00:00.100000000Z {\"msg\":\"a\"}"))
                .isEmpty();
        assertThat(position.pass("2026-01-01T00:00:00.200000000Z b c")).isEmpty();
        assertThat(position.pass("2026-01-01T00:00:00.200000001Z d")).contains("d");
    }

    @Test
    void anEmptyLineIsALine() {
        assertThat(position.pass("2026-01-01T00:00:00.1Z ")).contains("");
        assertThat(position.pass("2026-01-01T00:00:00.2Z")).contains("");
    }

    @Test
    void whyThereIsNoLogIsPassedOnce() {
        assertThat(position.pass("unable to retrieve container logs")).contains("unable to retrieve container logs");
        assertThat(position.pass("unable to retrieve container logs")).isEmpty();
    }

    @Test
    void oneReaderAtATime() {
        assertThat(position.take()).isTrue();
        assertThat(position.take()).isFalse();

        position.leave();

        assertThat(position.take()).isTrue();
    }

    @Test
    void thatALogBrokeOffIsSaidOnceUntilItGoesOn() {
        assertThat(position.isBrokenAnew()).isTrue();
        assertThat(position.isBrokenAnew()).isFalse();

        position.pass("2026-01-01T00:00:00.1Z a");

        assertThat(position.isBrokenAnew()).isTrue();
    }
}
