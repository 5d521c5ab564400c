package dev.capstan.cli.process;

import dev.capstan.cli.CommandFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * What a command opens, closed in reverse order when the command ends: by itself, by Ctrl-C or by SIGTERM. After a signal the JVM
 * stays until everything is closed, and whatever the command opens from then on is closed at once.
 *
 * <pre>{@code
 * return CommandScope.run(scope -> {
 *     var server = scope.keep(GitHttpServer.start());
 *     ...
 *     scope.awaitSignal();
 *     return 0;
 * });
 * }</pre>
 */
public final class CommandScope {

    /** What a shell reports of a command that Ctrl-C has ended. */
    private static final int INTERRUPTED = 130;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final CountDownLatch signal = new CountDownLatch(1);
    private boolean isClosed;
    private volatile boolean endsOrderly;

    private CommandScope() {}

    /** The body of a command. */
    @FunctionalInterface
    public interface Body {
        /** Does the work and returns the exit code. */
        int run(CommandScope scope) throws Exception;
    }

    /** Runs a command and closes what it has opened. What fails because of a signal is not reported. */
    public static int run(Body body) throws Exception {
        CommandScope scope = new CommandScope();
        Thread hook = new Thread(scope::end, "end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            int code = body.run(scope);
            scope.close();
            return code;
        } catch (Exception failure) {
            if (scope.signal.getCount() == 0) {
                return INTERRUPTED;
            }
            scope.closeAfter(failure);
            throw failure;
        } finally {
            forget(hook);
        }
    }

    /**
     * The same for a command that nothing but a signal ends, so that Ctrl-C is its orderly end: exit code 0. It must open nothing
     * that ends by a shutdown hook of its own.
     */
    public static int runUntilSignal(Body body) throws Exception {
        return run(scope -> {
            scope.endsOrderly = true;
            return body.run(scope);
        });
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The JVM ends already, and the hook closes what is open.
        }
    }

    private void end() {
        signal.countDown();
        try {
            close();
        } catch (CommandFailure notClosed) {
            System.err.println("capstan: " + notClosed.getMessage());
            return;
        }
        if (endsOrderly) {
            // The only way to another exit code once a signal has begun the end of the JVM.
            Runtime.getRuntime().halt(0);
        }
    }

    /**
     * Closes it when the command ends.
     *
     * @throws CommandFailure after the end, when it was closed at once
     */
    public synchronized <T extends AutoCloseable> T keep(T opened) {
        open.push(opened);
        if (isClosed) {
            close();
            throw new CommandFailure("The command was asked to end");
        }
        return opened;
    }

    /** Waits until the process is asked to end. */
    public void awaitSignal() {
        try {
            signal.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", e);
        }
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (CommandFailure notClosed) {
            failure.addSuppressed(notClosed);
        }
    }

    private synchronized void close() {
        isClosed = true;
        CommandFailure failed = null;
        while (!open.isEmpty()) {
            AutoCloseable last = open.pop();
            try {
                last.close();
            } catch (Exception cause) {
                CommandFailure now = new CommandFailure("Cannot clean up: " + cause.getMessage(), cause);
                if (failed == null) {
                    failed = now;
                } else {
                    failed.addSuppressed(now);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
