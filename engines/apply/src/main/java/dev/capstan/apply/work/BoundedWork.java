package dev.capstan.apply.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;

/** Does the same with many things, a few at a time, on virtual threads. */
public final class BoundedWork {

    private final int limit;

    /** @param limit how many at a time */
    public BoundedWork(int limit) {
        this.limit = limit;
    }

    /**
     * Applies a step to every input. Begins no further one once a result asks to stop; those under way are finished.
     *
     * @return results in the order of the inputs, up to the last one that was begun
     */
    public <A, B> List<B> each(List<A> inputs, Function<A, B> step, Predicate<B> stop) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        if (inputs.size() == 1) {
            return List.of(step.apply(inputs.getFirst()));
        }
        Semaphore places = new Semaphore(limit);
        AtomicBoolean isStopped = new AtomicBoolean();
        List<CompletableFuture<B>> begun = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (A input : inputs) {
                places.acquireUninterruptibly();
                if (isStopped.get()) {
                    break;
                }
                begun.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                B result = step.apply(input);
                                if (stop.test(result)) {
                                    isStopped.set(true);
                                }
                                return result;
                            } finally {
                                places.release();
                            }
                        },
                        executor));
            }
        }
        return begun.stream().map(CompletableFuture::join).toList();
    }
}
