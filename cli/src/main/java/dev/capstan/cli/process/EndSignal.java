package dev.capstan.cli.process;

import dev.capstan.cli.CommandFailure;
import java.util.concurrent.CountDownLatch;

/**
 * Hears Ctrl-C and SIGTERM and lets the command end in order: the JVM stays until the session is closed.
 */
public final class EndSignal implements AutoCloseable {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final Thread hook;

    private EndSignal(Session session) {
        this.hook = new Thread(
                () -> {
                    asked.countDown();
                    session.close();
                },
                "end");
    }

    /** From now on a signal closes the session. */
    public static EndSignal closing(Session session) {
        EndSignal signal = new EndSignal(session);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Waits until the process is asked to end. */
    public void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", e);
        }
    }

    /** The command ends by itself: a signal has nothing left to do. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends already; the hook is what ends it in order.
        }
    }
}
