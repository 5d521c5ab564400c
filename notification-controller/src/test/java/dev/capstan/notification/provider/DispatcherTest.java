package dev.capstan.notification.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.SampleEvents;
import dev.capstan.notification.SampleNotifications;
import dev.capstan.notification.provider.Delivery.Result;
import dev.capstan.notification.provider.Dispatcher.Limits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final ObjectKey GOOD = new ObjectKey("flux", "good");
    private static final ObjectKey DEAD = new ObjectKey("flux", "dead");
    private static final RetryPolicy QUICK = new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(5));

    private final Heard heard = new Heard();
    private final CountDownLatch release = new CountDownLatch(1);
    private Dispatcher dispatcher = start((_, _) -> new Result.Delivered(), Limits.STANDARD);

    @AfterEach
    void stop() {
        release.countDown();
        dispatcher.close();
    }

    @Test
    void notificationsOfOneProviderStayInOrder() {
        for (int i = 0; i < 50; i++) {
            dispatcher.submit(GOOD, notification("m" + i));
        }

        await().until(() -> heard.delivered.size() == 50);
        assertThat(heard.delivered)
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "good m" + i).toList());
    }

    @Test
    void aDeadProviderNeverDelaysAnother() {
        dispatcher = start(this::deadOneHangs, Limits.STANDARD);

        dispatcher.submit(DEAD, notification("hangs"));
        dispatcher.submit(GOOD, notification("goes"));

        await().until(() -> heard.delivered.contains("good goes"));
        assertThat(dispatcher.waiting()).isEqualTo(1);
    }

    @Test
    void whatMayPassIsTriedAgain() {
        var tries = new AtomicInteger();
        dispatcher = start(
                (provider, _) -> tries.incrementAndGet() < 3
                        ? new Result.Failed(new DispatchFailure.Unreachable(provider, "x", "refused"))
                        : new Result.Delivered(),
                Limits.STANDARD);

        dispatcher.submit(GOOD, notification("m"));

        await().until(() -> heard.delivered.contains("good m"));
        assertThat(tries).hasValue(3);
        assertThat(heard.failed).isEmpty();
    }

    @Test
    void givesUpAfterTheLastRetryAndGoesOnWithTheNext() {
        dispatcher = start(
                (provider, notification) -> notification.event().message().equals("first")
                        ? new Result.Failed(new DispatchFailure.TimedOut(provider, "x", Duration.ofSeconds(1)))
                        : new Result.Delivered(),
                Limits.STANDARD);

        dispatcher.submit(GOOD, notification("first"));
        dispatcher.submit(GOOD, notification("second"));

        await().until(() -> heard.delivered.contains("good second"));
        assertThat(heard.failed).containsExactly("good first");
    }

    @Test
    void whatCannotPassIsNotTriedAgain() {
        var tries = new AtomicInteger();
        dispatcher = start(
                (provider, _) -> {
                    tries.incrementAndGet();
                    return new Result.Failed(new DispatchFailure.Refused(provider, "x", 403));
                },
                Limits.STANDARD);

        dispatcher.submit(GOOD, notification("m"));

        await().until(() -> heard.failed.contains("good m"));
        assertThat(tries).hasValue(1);
    }

    @Test
    void n086_aFullQueueDropsOldInformationFirstAndCounts() {
        dispatcher = start(this::deadOneHangs, new Limits(3, Long.MAX_VALUE));

        dispatcher.submit(DEAD, notification("in work"));
        dispatcher.submit(DEAD, notification(SampleEvents.error("old error")));
        dispatcher.submit(DEAD, notification("old"));
        dispatcher.submit(DEAD, notification("new"));
        dispatcher.submit(DEAD, notification(SampleEvents.error("new error")));
        dispatcher.submit(DEAD, notification(SampleEvents.error("newest error")));

        assertThat(heard.dropped).containsExactly("dead old 1", "dead new 2", "dead old error 3");
        assertThat(dispatcher.waiting()).isEqualTo(3);
    }

    @Test
    void n086_tenThousandEventsForADeadTargetBlockNobodyAndStayBounded() {
        dispatcher = start(this::deadOneHangs, Limits.STANDARD);

        for (int i = 0; i < 10_000; i++) {
            dispatcher.submit(DEAD, notification("m" + i));
        }
        dispatcher.submit(GOOD, notification("goes"));

        await().until(() -> heard.delivered.contains("good goes"));
        assertThat(dispatcher.waiting()).isEqualTo(Limits.STANDARD.notifications());
        assertThat(heard.dropped).hasSize(9_000);
    }

    @Test
    void n086_theBoundIsAlsoInBytes() {
        dispatcher = start(this::deadOneHangs, new Limits(1000, 100_000));

        for (int i = 0; i < 10; i++) {
            dispatcher.submit(DEAD, notification("x".repeat(20_000)));
        }

        assertThat(dispatcher.waiting()).isEqualTo(2);
    }

    @Test
    void aDeliveryThatThrowsIsReportedOnceAndTheNextOneGoes() {
        dispatcher = start(
                (_, notification) -> {
                    if (notification.event().message().equals("first")) {
                        throw new IllegalArgumentException("a header value must not end with a line end: hunter2");
                    }
                    return new Result.Delivered();
                },
                Limits.STANDARD);

        dispatcher.submit(GOOD, notification("first"));
        dispatcher.submit(GOOD, notification("second"));

        await().until(() -> heard.delivered.contains("good second"));
        assertThat(heard.failed).containsExactly("good first");
        assertThat(heard.failures).singleElement().satisfies(failure -> {
            assertThat(failure.family()).isEqualTo(Failure.Family.OUR_BUG);
            assertThat(failure.message())
                    .contains("internal error", "flux/good")
                    .doesNotContain("hunter2");
            assertThat(failure.toString()).doesNotContain("hunter2");
        });
        await().until(() -> dispatcher.waiting() == 0);
    }

    @Test
    void anErrorOfTheMachineDoesNotSilenceAProviderEither() {
        var tries = new AtomicInteger();
        dispatcher = start(
                (_, _) -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new StackOverflowError();
                    }
                    return new Result.Delivered();
                },
                Limits.STANDARD);

        dispatcher.submit(GOOD, notification("first"));
        dispatcher.submit(GOOD, notification("second"));

        await().until(() -> heard.delivered.contains("good second"));
        assertThat(heard.failed).containsExactly("good first");
    }

    @Test
    void aListenerThatThrowsStopsNoQueue() {
        heard.isBroken = true;
        dispatcher = start(
                (provider, notification) -> notification.event().message().equals("refused")
                        ? new Result.Failed(new DispatchFailure.Refused(provider, "x", 403))
                        : new Result.Delivered(),
                new Limits(4, Long.MAX_VALUE));

        dispatcher.submit(GOOD, notification("refused"));
        dispatcher.submit(GOOD, notification("taken"));
        await().until(() -> heard.bugs.size() == 2);
        for (int i = 0; i < 50; i++) {
            dispatcher.submit(GOOD, notification("m" + i));
        }

        await().until(() -> dispatcher.waiting() == 0);
        assertThat(heard.bugs).hasSize(52).allMatch(bug -> bug.equals("good the listener is broken"));
    }

    @Test
    void aRetryThatCannotBePlannedIsReportedAndTheNextOneGoes() {
        var overflowing = new RetryPolicy(5, Duration.ofSeconds(Long.MAX_VALUE), Duration.ofMillis(1));
        dispatcher.close();
        dispatcher = new Dispatcher(
                (provider, notification) -> notification.event().message().equals("first")
                        ? new Result.Failed(new DispatchFailure.Unreachable(provider, "x", "refused"))
                        : new Result.Delivered(),
                heard,
                overflowing,
                Limits.STANDARD);

        dispatcher.submit(GOOD, notification("first"));
        dispatcher.submit(GOOD, notification("second"));

        await().until(() -> heard.delivered.contains("good second"));
        assertThat(heard.failures).extracting(DispatchFailure::family).containsExactly(Failure.Family.OUR_BUG);
    }

    private Result deadOneHangs(ObjectKey provider, Notification notification) {
        if (provider.equals(DEAD)) {
            try {
                release.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        return new Result.Delivered();
    }

    private Dispatcher start(Delivery delivery, Limits limits) {
        if (dispatcher != null) {
            dispatcher.close();
        }
        return new Dispatcher(delivery, heard, QUICK, limits);
    }

    private static Notification notification(String message) {
        return notification(SampleEvents.info(message));
    }

    private static Notification notification(ControllerEvent event) {
        return SampleNotifications.of(event);
    }

    private static final class Heard implements DispatchListener {
        final List<String> delivered = new CopyOnWriteArrayList<>();
        final List<String> failed = new CopyOnWriteArrayList<>();
        final List<DispatchFailure> failures = new CopyOnWriteArrayList<>();
        final List<String> dropped = new CopyOnWriteArrayList<>();
        final List<String> bugs = new CopyOnWriteArrayList<>();
        volatile boolean isBroken;

        @Override
        public void delivered(ObjectKey provider, Notification notification) {
            failIfBroken();
            delivered.add(provider.name() + " " + notification.event().message());
        }

        @Override
        public void failed(ObjectKey provider, Notification notification, DispatchFailure failure) {
            failIfBroken();
            failures.add(failure);
            failed.add(provider.name() + " " + notification.event().message());
        }

        @Override
        public void dropped(ObjectKey provider, Notification notification, long inThisRow) {
            failIfBroken();
            dropped.add(provider.name() + " " + notification.event().message() + " " + inThisRow);
        }

        @Override
        public void bug(ObjectKey provider, Throwable bug) {
            bugs.add(provider.name() + " " + bug.getMessage());
        }

        private void failIfBroken() {
            if (isBroken) {
                throw new IllegalStateException("the listener is broken");
            }
        }
    }
}
