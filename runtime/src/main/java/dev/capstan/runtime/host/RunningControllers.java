package dev.capstan.runtime.host;

import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.reconcile.KindReconciler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controllers that this process runs at the moment. */
final class RunningControllers {
    private static final Logger LOG = LoggerFactory.getLogger(RunningControllers.class);

    private final Consumer<BusConsumer<?>> subscribe;
    private final Function<KindReconciler<?, ?>, KindRunner> runners;
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final ControllerScope standby = new ControllerScope();

    /** Runs the reconciler of one kind. */
    interface KindRunner {
        /** Begins in the background. */
        void start();

        /** Whether the objects are known, or it is known that there can be none. */
        boolean isSettled();

        /** Ends; reconciliations that are under way may finish within the grace time. */
        void stop();
    }

    /** What one controller consists of while it runs. */
    private record Run(ControllerScope scope, List<KindRunner> runners) {
        void stop() {
            atOnce(runners, it -> InternalErrors.guard("stopping a kind", it, it::stop));
            scope.close();
        }
    }

    RunningControllers(Consumer<BusConsumer<?>> subscribe, Function<KindReconciler<?, ?>, KindRunner> runners) {
        this.subscribe = subscribe;
        this.runners = runners;
    }

    /**
     * Opens what a controller does also while it does not run. One that cannot stand by throws what it threw, and closes what all of them
     * opened: the process ends.
     */
    void standBy(Controller controller) {
        try {
            controller.standBy(standby);
        } catch (RuntimeException | Error cause) {
            LOG.error("The {} cannot stand by: {}", controller.identity().component(), cause.getMessage());
            standby.close();
            throw cause;
        }
    }

    /** Starts a controller. One that cannot start leaves nothing open, and what it threw is thrown. */
    void start(Controller controller) {
        var run = new Run(new ControllerScope(), new CopyOnWriteArrayList<>());
        try {
            controller.start(run.scope());
            controller.reconcilers().forEach(reconciler -> run.runners().add(runners.apply(reconciler)));
            controller.consumers().forEach(subscribe);
            run.runners().forEach(KindRunner::start);
        } catch (RuntimeException | Error cause) {
            LOG.error("The {} cannot start: {}", controller.identity().component(), cause.getMessage());
            run.stop();
            throw cause;
        }
        runs.add(run);
    }

    int count() {
        return runs.size();
    }

    boolean areSettled() {
        return runs.stream().flatMap(run -> run.runners().stream()).allMatch(KindRunner::isSettled);
    }

    /** Stops all of them, at the same time; one that fails keeps no other from ending. */
    void stop() {
        List<Run> ending = List.copyOf(runs);
        runs.clear();
        atOnce(ending, Run::stop);
        standby.close();
    }

    /**
     * Does it for all items at the same time, however few processors there are, and returns when it is done. Not on the pool that the
     * JVM shares: what is still at work while controllers stop needs its threads, JGit for example.
     */
    private static <T> void atOnce(List<T> items, Consumer<T> action) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            items.forEach(item -> threads.execute(() -> action.accept(item)));
        }
    }
}
