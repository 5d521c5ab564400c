package dev.capstan.notification.provider;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * What waits for one Provider, in order. Bounded by number and by bytes; when it is full, the oldest notification that is not an error goes
 * first, and the oldest of all where there are only errors. Not safe for use by several threads: the dispatcher guards it.
 */
final class Lane {
    private final int capacity;
    private final long byteCapacity;
    private final Deque<Notification> waiting = new ArrayDeque<>();
    private long bytes;
    private long droppedInRow;
    private boolean isWorking;
    private int failedTries;

    Lane(int capacity, long byteCapacity) {
        this.capacity = capacity;
        this.byteCapacity = byteCapacity;
    }

    /** Puts a notification at the end; ask {@link #overflow} until there is none. */
    void add(Notification notification) {
        bytes += sizeOf(notification);
        waiting.addLast(notification);
        if (waiting.size() <= capacity / 2) {
            droppedInRow = 0;
        }
    }

    /** Takes out one notification when there are too many. The one in work is never taken out. */
    Optional<Notification> overflow() {
        if (waiting.size() <= 1 || (waiting.size() <= capacity && bytes <= byteCapacity)) {
            return Optional.empty();
        }
        Notification victim = oldestToDrop();
        bytes -= sizeOf(victim);
        droppedInRow++;
        return Optional.of(victim);
    }

    private Notification oldestToDrop() {
        Notification oldest = null;
        for (Iterator<Notification> it = waiting.iterator(); it.hasNext(); ) {
            Notification candidate = it.next();
            boolean isInWork = isWorking && candidate == waiting.peekFirst();
            if (isInWork) {
                continue;
            }
            if (!candidate.isError()) {
                it.remove();
                return candidate;
            }
            oldest = oldest == null ? candidate : oldest;
        }
        if (oldest == null) {
            throw new IllegalStateException("A full lane has something to drop");
        }
        waiting.removeFirstOccurrence(oldest);
        return oldest;
    }

    long droppedInRow() {
        return droppedInRow;
    }

    /** Whether the caller shall begin to work: only one works at a time. */
    boolean begin() {
        if (isWorking || waiting.isEmpty()) {
            return false;
        }
        isWorking = true;
        return true;
    }

    /** Nobody works after all; the head stays. */
    void rest() {
        isWorking = false;
    }

    Notification head() {
        return waiting.getFirst();
    }

    /** Notes that the try at the head failed, and says how many did. */
    int failedAgain() {
        return ++failedTries;
    }

    /** The head is done with, one way or the other. */
    void done() {
        bytes -= sizeOf(waiting.removeFirst());
        failedTries = 0;
        isWorking = false;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    private static long sizeOf(Notification notification) {
        long size = 512L + 2L * notification.event().message().length();
        for (var entry : notification.metadata().entrySet()) {
            size += 2L * (entry.getKey().length() + entry.getValue().length());
        }
        return size;
    }
}
