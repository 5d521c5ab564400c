package dev.capstan.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.runtime.reconcile.KindReconciler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    private static Controller controller(String id, java.util.function.Consumer<ControllerScope> start) {
        return new Controller() {
            @Override
            public ControllerIdentity identity() {
                return new ControllerIdentity(id, id + "-controller", id);
            }

            @Override
            public List<KindReconciler<?, ?>> reconcilers() {
                return List.of();
            }

            @Override
            public void start(ControllerScope scope) {
                start.accept(scope);
            }
        };
    }
}
