package dev.capstan.runtime.outage;

import dev.capstan.runtime.log.InternalErrors;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outages of the API server, as this process meets them. An outage begins with the first request that got no answer and
 * ends when the API server says that it is ready, however short it was.
 */
public final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long begun;
    private boolean isAway;

    /** What a piece of work notes when it begins, to know in the end whether an outage fell into it. */
    public final class Mark {
        private final long begunBefore;

        private Mark(long begunBefore) {
            this.begunBefore = begunBefore;
        }

        /** Whether there was an outage at some time since the mark was taken. */
        public boolean metOutage() {
            lock.lock();
            try {
                return isAway || begun > begunBefore;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Begins to look for outages; one that is on counts. */
    public Mark mark() {
        lock.lock();
        try {
            return new Mark(isAway ? begun - 1 : begun);
        } finally {
            lock.unlock();
        }
    }

    /** Calls a listener after every end of an outage; it must return at once. */
    public void onEnd(Runnable listener) {
        listeners.add(listener);
    }

    /** The listener is not called any more. */
    public void remove(Runnable listener) {
        listeners.remove(listener);
    }

    /** Whether the API server is away now. */
    public boolean isAway() {
        lock.lock();
        try {
            return isAway;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the API server answers; returns at once while it does. */
    public void awaitEnd() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isAway) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A request got no answer. */
    void begin(String why) {
        lock.lock();
        try {
            if (isAway) {
                return;
            }
            isAway = true;
            begun++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        LOG.warn("The API server does not answer; what fails meanwhile is done when it is back: {}", why);
    }

    /** The API server is ready. */
    void end() {
        lock.lock();
        try {
            if (!isAway) {
                return;
            }
            isAway = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        LOG.info("The API server answers again");
        listeners.forEach(listener -> InternalErrors.guard("going on after an outage", "API server", listener));
    }

    /** Waits for the beginning of an outage; returns at once during one. */
    void awaitBegin() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!isAway) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
