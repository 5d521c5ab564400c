package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Requeue;
import dev.capstan.runtime.outage.OutageSwitch;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.FakeTimers;
import dev.capstan.runtime.schedule.Jitter;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequeueTimersTest {
    private static final ObjectKey KEY = new ObjectKey("apps", "app");
    private static final Duration RETRY = Duration.ofMinutes(10);

    private final FakeTimers<ObjectKey> timers = new FakeTimers<>();
    private final Outages outages = new Outages();
    private final OutageSwitch apiServer = new OutageSwitch(outages);
    private final RequeueTimers requeueTimers = new RequeueTimers(
            timers,
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            new Jitter(0, RandomGenerator.getDefault()),
            outages);

    @BeforeEach
    void connect() {
        outages.onEnd(requeueTimers::outageEnded);
    }

    @Test
    void aFailureInAnOutageIsTriedAgainAsSoonAsItIsOver() {
        apiServer.goesAway();
        requeueTimers.schedule(KEY, new Requeue.After(RETRY), outages.mark());
        var meanwhile = timers.delayOf(KEY);

        apiServer.comesBack();

        assertThat(meanwhile).contains(RETRY);
        assertThat(timers.delayOf(KEY)).contains(Duration.ZERO);
    }

    @Test
    void aFailureAfterAnOutageThatIsOverAlreadyIsTriedAgainAtOnce() {
        Outages.Mark during = outages.mark();
        apiServer.goesAway();
        apiServer.comesBack();

        requeueTimers.schedule(KEY, new Requeue.Backoff(), during);

        assertThat(timers.delayOf(KEY)).contains(Duration.ZERO);
    }

    @Test
    void whatEndedWellIsLeftToItsInterval() {
        apiServer.goesAway();
        requeueTimers.schedule(KEY, new Requeue.Interval(RETRY), outages.mark());

        apiServer.comesBack();

        assertThat(timers.delayOf(KEY)).contains(RETRY);
    }

    @Test
    void aFailureThatMetNoOutageIsLeftToItsTimer() {
        requeueTimers.schedule(KEY, new Requeue.After(RETRY), outages.mark());

        apiServer.goesAway();
        apiServer.comesBack();

        assertThat(timers.delayOf(KEY)).contains(RETRY);
    }

    @Test
    void oneOutageAfterAnotherMakesThePausesGrow() {
        failInOutage();
        failInOutage();
        var second = timers.delayOf(KEY);
        failInOutage();
        var third = timers.delayOf(KEY);
        requeueTimers.schedule(KEY, new Requeue.Interval(RETRY), outages.mark());
        failInOutage();

        assertThat(second).contains(Duration.ofSeconds(1));
        assertThat(third).contains(Duration.ofSeconds(2));
        assertThat(timers.delayOf(KEY)).contains(Duration.ZERO);
    }

    @Test
    void whatIsGoneIsNotReconciledAfterTheOutage() {
        apiServer.goesAway();
        requeueTimers.schedule(KEY, new Requeue.After(RETRY), outages.mark());
        requeueTimers.forget(KEY);

        apiServer.comesBack();

        assertThat(timers.delayOf(KEY)).isEmpty();
    }

    @Test
    void whatIsAwayIsAskedForWithGrowingPausesUpToALimit() {
        var seconds = new java.util.ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            requeueTimers.schedule(KEY, new Requeue.BackoffUpTo(Duration.ofSeconds(5)), outages.mark());
            seconds.add(timers.delayOf(KEY).orElseThrow().toSeconds());
        }

        assertThat(seconds).containsExactly(1L, 2L, 4L, 5L, 5L);
    }

    @Test
    void anIntervalOfMillisecondsKeepsNobodyBusy() {
        requeueTimers.schedule(KEY, new Requeue.Interval(Duration.ofMillis(1)), outages.mark());
        var whenAllIsWell = timers.delayOf(KEY);
        requeueTimers.schedule(KEY, new Requeue.BackoffUpTo(Duration.ofMillis(1)), outages.mark());

        assertThat(whenAllIsWell).contains(Duration.ofSeconds(1));
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
    }

    private void failInOutage() {
        apiServer.goesAway();
        requeueTimers.schedule(KEY, new Requeue.After(RETRY), outages.mark());
        apiServer.comesBack();
    }
}
