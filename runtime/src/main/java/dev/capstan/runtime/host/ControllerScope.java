package dev.capstan.runtime.host;

import dev.capstan.runtime.log.InternalErrors;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a controller opened while it started. Closes it in reverse order; a part that cannot be closed does not keep the others open. */
public final class ControllerScope implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Takes a part that is to be closed when the controller ends. */
    public synchronized <C extends AutoCloseable> C keep(C part) {
        open.push(part);
        return part;
    }

    /** Closes everything; failures are logged and counted. */
    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error failed) {
            InternalErrors.report("closing a part", part.getClass().getSimpleName(), failed);
        }
    }
}
