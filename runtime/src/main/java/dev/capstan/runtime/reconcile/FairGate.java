package dev.capstan.runtime.reconcile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Admits a limited number of passes at a time and takes turns between queues, by default one for each namespace, so that a namespace with
 * a thousand objects delays the only object of another one by at most one pass.
 */
public final class FairGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Deque<Condition>> waiting = new LinkedHashMap<>();
    private final int places;
    private int free;

    /**
     * @param places how many passes may run at a time, at least 1
     */
    public FairGate(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("At least one pass must be able to run, not " + places);
        }
        this.places = places;
        this.free = places;
    }

    /** How many passes may run at a time. */
    public int places() {
        return places;
    }

    /**
     * Waits for a place.
     *
     * @param name the queue to wait in
     * @throws InterruptedException when the process stops
     */
    public void enter(String name) throws InterruptedException {
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return;
            }
            Condition turn = lock.newCondition();
            waiting.computeIfAbsent(name, same -> new ArrayDeque<>()).add(turn);
            awaitTurn(name, turn);
        } finally {
            lock.unlock();
        }
    }

    /** A place is handed over by taking the waiting one out of the queue; being woken up while still in it means nothing. */
    private void awaitTurn(String name, Condition turn) throws InterruptedException {
        try {
            while (isWaiting(name, turn)) {
                turn.await();
            }
        } catch (InterruptedException stopped) {
            if (!withdraw(name, turn)) {
                leave();
            }
            throw stopped;
        }
    }

    private boolean isWaiting(String name, Condition turn) {
        Deque<Condition> queue = waiting.get(name);
        return queue != null && queue.contains(turn);
    }

    private boolean withdraw(String name, Condition turn) {
        Deque<Condition> queue = waiting.get(name);
        boolean wasWaiting = queue != null && queue.remove(turn);
        if (queue != null && queue.isEmpty()) {
            waiting.remove(name);
        }
        return wasWaiting;
    }

    /** Gives the place back, to the queue whose turn it is. */
    public void leave() {
        lock.lock();
        try {
            var turns = waiting.entrySet().iterator();
            if (!turns.hasNext()) {
                free++;
                return;
            }
            var first = turns.next();
            turns.remove();
            Deque<Condition> queue = first.getValue();
            Condition next = queue.remove();
            if (!queue.isEmpty()) {
                waiting.put(first.getKey(), queue);
            }
            next.signal();
        } finally {
            lock.unlock();
        }
    }
}
