package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepository;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reconciliations that do not end well, for whatever reason. */
class FailedReconciliationTest extends DispatcherScenario {
    @Test
    void conflictsAreSolvedOnTheFreshObject() {
        GitRepository object = create(OURS);
        objects.interfere(7);

        reconcile(object);

        assertThat(ready(object)).contains("Succeeded: done");
        assertThat(timers.delayOf(KEY)).contains(Duration.ofMinutes(1));
    }

    @Test
    void contentionIsTriedAgainAndIsNotTheFaultOfTheObject() {
        GitRepository object = create(OURS);
        objects.interfere(8);

        reconcile(object);

        assertThat(events).isEmpty();
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
        assertThat(results("error")).isEqualTo(1);
    }

    @Test
    void aBugIsAnInternalErrorAndIsTriedAgainWithABackoffThatGrows() {
        GitRepository object = create(OURS);
        reconciler.during = seen -> {
            throw new IllegalStateException("secret detail");
        };

        reconcile(object);
        reconcile(objects.now(object));

        assertThat(ready(object))
                .hasValueSatisfying(it -> assertThat(it)
                        .startsWith("InternalError: An internal error ended the reconciliation ")
                        .doesNotContain("secret detail"));
        assertThat(common(object).observedGeneration()).isNotEqualTo(7);
        assertThat(events).hasSize(2).allSatisfy(it -> assertThat(it).startsWith("InternalError: "));
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(2));
    }

    @Test
    void anErrorOfTheMachineIsTreatedLikeABug() {
        GitRepository object = create(OURS);
        reconciler.during = seen -> {
            throw new StackOverflowError();
        };

        reconcile(object);

        assertThat(ready(object)).hasValueSatisfying(it -> assertThat(it).startsWith("InternalError"));
    }

    @Test
    void anApiServerThatDoesNotAnswerIsNotABug() {
        GitRepository object = create(OURS);
        reconciler.during = seen -> {
            throw new KubernetesClientException("connection refused");
        };

        reconcile(object);

        assertThat(ready(object)).contains("Failed: The API server did not do what was asked: connection refused");
    }

    @Test
    void aStatusThatCannotBeWrittenIsTriedAgain() {
        GitRepository object = create(OURS);
        objects.refuse(1);

        reconcile(object);

        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
        assertThat(results("error")).isEqualTo(1);
    }

    @Test
    void aReconcilerHearsThatItsStatusWasNotWritten() {
        GitRepository object = create(OURS);
        objects.refuse(1);

        reconcile(object);
        List<ObjectKey> afterRefusal = List.copyOf(reconciler.notWritten);
        reconcile(object);

        assertThat(afterRefusal).containsExactly(KEY);
        assertThat(reconciler.notWritten).containsExactly(KEY);
    }

    @Test
    void successEndsTheRowOfFailures() {
        GitRepository object = create(OURS);
        objects.refuse(1);
        reconcile(object);
        reconcile(objects.now(object));
        objects.change(object, "{\"status\": null}");
        objects.refuse(1);

        reconcile(objects.now(object));

        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
    }
}
