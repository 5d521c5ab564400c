package dev.capstan.apply.watch;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reports faults of our own code that must not end a watch or a timer: each place once, all of them counted. What is
 * known of the item concerned is dropped by who reports; the next item goes on.
 */
final class FaultLog {

    private static final int REMEMBERED = 256;

    private final ManagedObjectListener listener;
    private final AtomicLong count = new AtomicLong();
    private final Set<String> reported = new HashSet<>();

    FaultLog(ManagedObjectListener listener) {
        this.listener = listener;
    }

    /** How many there were. */
    long count() {
        return count.get();
    }

    /** Does it; a fault in it is reported and goes no further. */
    void guard(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException fault) {
            report(what, fault);
        }
    }

    /** @param what what was being done, for people */
    void report(String what, RuntimeException fault) {
        count.incrementAndGet();
        if (isNew(fault)) {
            listener.failed(what, fault);
        }
    }

    private synchronized boolean isNew(RuntimeException fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        String place = fault.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
        return reported.size() < REMEMBERED && reported.add(place);
    }
}
