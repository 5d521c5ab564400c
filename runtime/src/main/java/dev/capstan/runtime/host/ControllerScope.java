package dev.capstan.runtime.host;

import dev.capstan.runtime.metric.InternalErrors;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a controller opened while it started. Closes it in reverse order; a part that cannot be closed does not keep the others open. */
public final class ControllerScope implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerScope.class);

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
            InternalErrors.report(LOG, "close " + part.getClass().getSimpleName(), failed);
        }
    }
}
