package dev.capstan.runtime.bus.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The queue of one consumer, bounded by bytes. When it is full the oldest messages go: newer hints say more than older ones. */
final class Mailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<Parcel> parcels = new ArrayDeque<>();
    private final long capacity;
    private long bytes;

    /**
     * One message on its way to one consumer.
     *
     * @param deliveries how often it was delivered so far
     */
    record Parcel(byte[] content, int deliveries) {}

    /**
     * @param capacity how many bytes of messages may wait
     */
    Mailbox(long capacity) {
        this.capacity = capacity;
    }

    /** Adds a message; returns how many older ones had to go for it. One that is larger than the box is itself dropped. */
    int put(Parcel parcel) {
        lock.lock();
        try {
            if (parcel.content().length > capacity) {
                return 1;
            }
            int dropped = 0;
            while (bytes + parcel.content().length > capacity) {
                bytes -= parcels.removeFirst().content().length;
                dropped++;
            }
            parcels.addLast(parcel);
            bytes += parcel.content().length;
            filled.signal();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest message; waits for one. */
    Parcel take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (parcels.isEmpty()) {
                filled.await();
            }
            Parcel parcel = parcels.removeFirst();
            bytes -= parcel.content().length;
            return parcel;
        } finally {
            lock.unlock();
        }
    }
}
