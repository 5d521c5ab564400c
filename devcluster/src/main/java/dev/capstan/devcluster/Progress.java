package dev.capstan.devcluster;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Hears what goes on while a cluster is built and started. */
public interface Progress {

    /** Hears nothing. */
    Progress NONE = new Progress() {
        @Override
        public void step(String message) {}

        @Override
        public void tick(String message) {}
    };

    /** Something worth keeping on the page happened. */
    void step(String message);

    /** Something long goes on; the newest message replaces the one before. Called often. */
    void tick(String message);

    /**
     * Prints steps as lines. Ticks are overwritten in place on a terminal and thinned out to one line in fifteen seconds
     * elsewhere, so that logs stay readable.
     */
    static Progress on(PrintStream out, boolean isTerminal) {
        return isTerminal ? new TerminalProgress(out) : new LogProgress(out, Clock.systemUTC(), Duration.ofSeconds(15));
    }

    /** Overwrites its last line. */
    final class TerminalProgress implements Progress {
        private static final String CLEAR_LINE = "\r\u001b[2K";
        private final PrintStream out;
        private boolean hasOpenLine;

        TerminalProgress(PrintStream out) {
            this.out = out;
        }

        @Override
        public synchronized void step(String message) {
            out.println((hasOpenLine ? CLEAR_LINE : "") + message);
            hasOpenLine = false;
        }

        @Override
        public synchronized void tick(String message) {
            out.print(CLEAR_LINE + message);
            out.flush();
            hasOpenLine = true;
        }
    }

    /** Prints a tick only when the last one is old. */
    final class LogProgress implements Progress {
        private final PrintStream out;
        private final Clock clock;
        private final Duration pause;
        private Instant next = Instant.MIN;

        LogProgress(PrintStream out, Clock clock, Duration pause) {
            this.out = out;
            this.clock = clock;
            this.pause = pause;
        }

        @Override
        public synchronized void step(String message) {
            out.println(message);
        }

        @Override
        public synchronized void tick(String message) {
            Instant now = clock.instant();
            if (!now.isBefore(next)) {
                next = now.plus(pause);
                out.println(message);
            }
        }
    }
}
