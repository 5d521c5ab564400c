package dev.capstan.applier.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.drift.Drift;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PendingTriggersTest {

    private static final ObjectKey APP = new ObjectKey("apps", "app");

    private final AtomicLong nanoTime = new AtomicLong();
    private final PendingTriggers triggers = new PendingTriggers(nanoTime::get);

    @Test
    void triggersAreTakenOnce() {
        triggers.recheck(APP);
        triggers.drifted(APP, drift("a"));

        assertThat(triggers.take(APP)).isEqualTo(new Triggers(true, false, List.of(drift("a"))));
        assertThat(triggers.take(APP)).isEqualTo(Triggers.NONE);
    }

    @Test
    void triggersThatCouldNotBeHandledComeBeforeLaterOnes() {
        triggers.drifted(APP, drift("first"));
        Triggers unhandled = triggers.take(APP);
        triggers.drifted(APP, drift("second"));

        triggers.giveBack(APP, unhandled);

        assertThat(triggers.take(APP).drifts()).containsExactly(drift("first"), drift("second"));
    }

    @Test
    void nothingIsGivenBackForNothing() {
        triggers.giveBack(APP, Triggers.NONE);

        assertThat(triggers.take(APP).mustApply()).isFalse();
    }

    @Test
    void oldDriftsAreDroppedWhenThereAreTooMany() {
        for (int i = 0; i < 60; i++) {
            triggers.drifted(APP, drift("d" + i));
        }

        assertThat(triggers.take(APP).drifts())
                .hasSize(50)
                .startsWith(drift("d10"))
                .endsWith(drift("d59"));
    }

    @Test
    void runIsDueWhenItsTimeHasComeOrNoneWasAgreed() {
        assertThat(triggers.untilDue(APP)).isZero();

        triggers.due(APP, Duration.ofMinutes(10));
        nanoTime.addAndGet(Duration.ofMinutes(4).toNanos());
        assertThat(triggers.untilDue(APP)).isEqualTo(Duration.ofMinutes(6));

        nanoTime.addAndGet(Duration.ofMinutes(7).toNanos());
        assertThat(triggers.untilDue(APP)).isZero();
    }

    @Test
    void remnantsOfARunAreTakenOnce() {
        triggers.remnantChangedDuringRun(APP, drift("a").id());
        triggers.remnantChangedDuringRun(APP, drift("b").id());
        triggers.remnantChangedDuringRun(APP, drift("a").id());

        assertThat(triggers.takeRemnantsOfRun(APP))
                .containsExactlyInAnyOrder(drift("a").id(), drift("b").id());
        assertThat(triggers.takeRemnantsOfRun(APP)).isEmpty();
    }

    @Test
    void remnantMustBeLookedAtButEndsNoWait() {
        triggers.remnantChanged(APP);

        Triggers taken = triggers.take(APP);
        assertThat(taken.mustApply()).isTrue();
        assertThat(taken.endsWait()).isFalse();
    }

    @Test
    void nothingIsLeftOfAnObjectThatIsGone() {
        triggers.recheck(APP);
        triggers.remnantChangedDuringRun(APP, drift("a").id());
        triggers.due(APP, Duration.ofMinutes(10));

        triggers.forget(APP);

        assertThat(triggers.take(APP)).isEqualTo(Triggers.NONE);
        assertThat(triggers.takeRemnantsOfRun(APP)).isEmpty();
        assertThat(triggers.untilDue(APP)).isZero();
    }

    private static Drift drift(String name) {
        return new Drift(
                Owner.kustomization("apps", "app"),
                new ObjectId("", "ConfigMap", "apps", name),
                Drift.Kind.DELETED,
                List.of(),
                "");
    }
}
