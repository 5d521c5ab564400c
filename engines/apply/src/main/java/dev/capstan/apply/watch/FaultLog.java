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
        } catch (RuntimeException | Error fault) {
            report(what, fault);
        }
    }

    /**
     * Counts a fault and reports it; never throws, also when the listener does.
     *
     * @param what what was being done, for people
     */
    void report(String what, Throwable fault) {
        count.incrementAndGet();
        if (isNew(fault)) {
            try {
                listener.failed(what, fault);
            } catch (RuntimeException | Error another) {
                count.incrementAndGet();
            }
        }
    }

    private synchronized boolean isNew(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        String place = fault.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
        return reported.size() < REMEMBERED && reported.add(place);
    }
}
