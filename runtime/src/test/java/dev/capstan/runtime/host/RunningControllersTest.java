package dev.capstan.runtime.host;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.runtime.reconcile.KindReconciler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RunningControllersTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final RunningControllers running = new RunningControllers(consumer -> {}, this::noKind);

    private RunningControllers.KindRunner noKind(KindReconciler<?, ?> reconciler) {
        throw new AssertionError("These controllers have no kinds");
    }

    @Test
    void closesWhatAControllerOpenedTheLastFirst() {
        running.start(controller("a", scope -> {
            scope.keep(() -> log.add("storage"));
            scope.keep(() -> log.add("server"));
        }));

        running.stop();

        assertThat(log).containsExactly("server", "storage");
        assertThat(running.count()).isZero();
    }

    @Test
    void aControllerThatCannotStartLeavesNothingOpenAndSaysWhy() {
        Controller broken = controller("a", scope -> {
            scope.keep(() -> log.add("storage"));
            throw new IllegalStateException("port 9090 is in use");
        });

        assertThatThrownBy(() -> running.start(broken)).hasMessage("port 9090 is in use");

        assertThat(log).containsExactly("storage");
        assertThat(running.count()).isZero();
    }

    @Test
    void oneThatCannotStandByLeavesNothingOpenOfAnyAndSaysWhy() {
        running.standBy(standingBy("a", scope -> scope.keep(() -> log.add("files of a"))));
        Controller broken = standingBy("b", scope -> {
            scope.keep(() -> log.add("files of b"));
            throw new IllegalStateException("port 9090 is in use");
        });

        assertThatThrownBy(() -> running.standBy(broken)).hasMessage("port 9090 is in use");

        assertThat(log).containsExactly("files of b", "files of a");
    }

    @Test
    void whatAControllerOpenedToStandByStaysOpenUntilItHasStopped() {
        var controller = new TestController(
                "a", scope -> scope.keep(() -> log.add("files")), scope -> scope.keep(() -> log.add("storage")));
        running.standBy(controller);
        running.start(controller);
        assertThat(log).isEmpty();

        running.stop();

        assertThat(log).containsExactly("storage", "files");
    }

    @Test
    void aPartThatCannotBeClosedKeepsNoOtherOpen() {
        running.start(controller("a", scope -> {
            scope.keep(() -> log.add("storage"));
            scope.keep(() -> {
                throw new IllegalStateException("server hangs");
            });
        }));
        running.start(controller("b", scope -> scope.keep(() -> log.add("other"))));

        running.stop();

        assertThat(log).containsExactlyInAnyOrder("storage", "other");
    }

    @Test
    void allStopAtTheSameTimeHoweverFewProcessorsThereAre() {
        var all = new CyclicBarrier(Runtime.getRuntime().availableProcessors() + 2);
        for (int i = 0; i < all.getParties(); i++) {
            running.start(controller("c" + i, scope -> scope.keep(() -> log.add("met " + all.await(5, SECONDS)))));
        }

        running.stop();

        assertThat(log).hasSize(all.getParties()).allMatch(line -> line.startsWith("met "));
    }

    @Test
    void whileTheyStopTheSharedPoolOfTheJvmIsFreeForOthers() {
        for (int i = 0; i <= ForkJoinPool.getCommonPoolParallelism(); i++) {
            running.start(controller(
                    "c" + i,
                    scope ->
                            scope.keep(() -> log.add(supplyAsync(() -> "helped").get(5, SECONDS)))));
        }

        running.stop();

        assertThat(log).hasSize(ForkJoinPool.getCommonPoolParallelism() + 1).containsOnly("helped");
    }

    private static Controller controller(String id, Consumer<ControllerScope> start) {
        return new TestController(id, scope -> {}, start);
    }

    private static Controller standingBy(String id, Consumer<ControllerScope> standBy) {
        return new TestController(id, standBy, scope -> {});
    }

    /** A controller without kinds, and what it opens. */
    private record TestController(
            String id, Consumer<ControllerScope> whenStandingBy, Consumer<ControllerScope> whenStarting)
            implements Controller {
        @Override
        public ControllerIdentity identity() {
            return new ControllerIdentity(id, id + "-controller", id);
        }

        @Override
        public List<KindReconciler<?, ?>> reconcilers() {
            return List.of();
        }

        @Override
        public void standBy(ControllerScope scope) {
            whenStandingBy.accept(scope);
        }

        @Override
        public void start(ControllerScope scope) {
            whenStarting.accept(scope);
        }
    }
}
