package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Requeue;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.FakeTimers;
import dev.capstan.runtime.schedule.Jitter;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequeueDelaysTest {
    private static final ObjectKey ONE = new ObjectKey("apps", "one");
    private static final ObjectKey TWO = new ObjectKey("apps", "two");

    private final FakeTimers<ObjectKey> timers = new FakeTimers<>();
    private final Outages outages = new Outages();
    /** The random number is always 0: an interval is as short as it can get. */
    private final RequeueTimers requeue = new RequeueTimers(
            timers, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(3)), new Jitter(10, () -> 0L), outages);

    @Test
    void onlyIntervalsAreSpread() {
        requeue.schedule(ONE, new Requeue.Interval(Duration.ofMinutes(10)), outages.mark());
        requeue.schedule(TWO, new Requeue.After(Duration.ofMinutes(10)), outages.mark());

        assertThat(timers.delayOf(ONE)).contains(Duration.ofMinutes(9));
        assertThat(timers.delayOf(TWO)).contains(Duration.ofMinutes(10));
    }

    @Test
    void failuresInARowAreCountedForEachObject() {
        fail(ONE);
        fail(ONE);
        fail(TWO);

        assertThat(timers.delayOf(ONE)).contains(Duration.ofSeconds(2));
        assertThat(timers.delayOf(TWO)).contains(Duration.ofSeconds(1));
    }

    static Stream<Arguments> everythingElse() {
        return Stream.of(
                arguments(new Requeue.Interval(Duration.ofMinutes(1))),
                arguments(new Requeue.After(Duration.ofMinutes(1))),
                arguments(new Requeue.OnChange()));
    }

    @ParameterizedTest
    @MethodSource("everythingElse")
    void everyOtherEndOfAReconciliationEndsTheRow(Requeue other) {
        fail(ONE);
        fail(ONE);

        requeue.schedule(ONE, other, outages.mark());
        fail(ONE);

        assertThat(timers.delayOf(ONE)).contains(Duration.ofSeconds(1));
    }

    @Test
    void objectThatWaitsForAChangeHasNoTimer() {
        requeue.schedule(ONE, new Requeue.After(Duration.ofMinutes(1)), outages.mark());

        requeue.schedule(ONE, new Requeue.OnChange(), outages.mark());

        assertThat(timers.delayOf(ONE)).isEmpty();
    }

    @Test
    void objectThatIsMadeAnewBeginsWithTheFirstDelay() {
        fail(ONE);
        fail(ONE);

        requeue.forget(ONE);
        var delayOfTheGone = timers.delayOf(ONE);
        fail(ONE);

        assertThat(delayOfTheGone).isEmpty();
        assertThat(timers.delayOf(ONE)).contains(Duration.ofSeconds(1));
    }

    private void fail(ObjectKey key) {
        requeue.schedule(key, new Requeue.Backoff(), outages.mark());
    }
}
