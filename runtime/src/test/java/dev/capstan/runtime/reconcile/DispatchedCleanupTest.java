package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Objects that are deleted, gone, or no longer ours to keep. */
class DispatchedCleanupTest extends DispatcherScenario {
    @Test
    void aDeletedObjectIsCleanedUpAndReleased() {
        GitRepository object = create(OURS + DELETED);

        reconcile(object);

        assertThat(reconciler.cleanedUp).isOne();
        assertThat(objects.read(object)).isEmpty();
    }

    @Test
    void aCleanupThatFailsIsTriedAgain() {
        GitRepository object = create(OURS + DELETED);
        reconciler.cleanups.addAll(
                List.of(new Cleanup.Failed("disk is away"), new Cleanup.NotYet(Duration.ofSeconds(9)), Cleanup.DONE));

        reconcile(object);
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
        reconcile(object);
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(9));
        reconcile(object);

        assertThat(objects.read(object)).isEmpty();
    }

    @Test
    void aCleanupThatThrowsIsTriedAgain() {
        GitRepository object = create(OURS + DELETED);
        reconciler.duringCleanup = () -> {
            throw new IllegalStateException("bug");
        };

        reconcile(object);

        assertThat(objects.read(object)).isPresent();
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
    }

    @Test
    void anObjectThatWaitsForSomebodyElsesFinalizerIsLeftAlone() {
        reconcile(create(", finalizers: [example.com/other]" + DELETED));

        assertThat(reconciler.cleanedUp).isZero();
        assertThat(objects.requests()).isEmpty();
    }

    @Test
    void whatWasKeptForAnObjectIsCleanedUpWhenItBecomesDataForOthers() {
        GitRepository object = create(OURS);
        reconcile(object);
        reconciler.staticStatus = Optional.of(GitRepositoryStatus.INITIAL.with(new CommonStatus(0, List.of(), null)));

        reconcile(objects.now(object));

        assertThat(reconciler.cleanedUp).isEqualTo(1);
        assertThat(objects.now(object).getFinalizers()).isEmpty();
        assertThat(objects.now(object).getStatus().conditions()).isEmpty();
    }

    @Test
    void anObjectThatIsGoneIsForgotten() {
        GitRepository object = create(OURS);
        var dispatcher = dispatcher();
        dispatcher.reconcile(object, false);

        dispatcher.forget(object);

        assertThat(timers.delayOf(KEY)).isEmpty();
        assertThat(reconciler.forgotten).containsExactly(KEY);
    }
}
