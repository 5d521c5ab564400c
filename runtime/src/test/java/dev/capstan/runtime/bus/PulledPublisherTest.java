package dev.capstan.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class PulledPublisherTest {

    @Test
    void messageThatCannotBeReadCostsOnlyItself() throws Exception {
        var arriving = new ArrayDeque<Supplier<Message<?>>>(List.of(
                () -> {
                    throw new StackOverflowError();
                },
                () -> {
                    throw new IllegalStateException("odd");
                },
                () -> Message.of("good")));
        var forEver = new CountDownLatch(1);
        var heard = new Subscriber();

        new PulledPublisher("test", () -> {
                    Supplier<Message<?>> next = arriving.poll();
                    if (next == null) {
                        forEver.await();
                        throw new InterruptedException();
                    }
                    return next.get();
                })
                .subscribe(heard);

        assertThat(heard.messages.poll(10, TimeUnit.SECONDS))
                .isNotNull()
                .extracting(Message::getPayload)
                .isEqualTo("good");
        forEver.countDown();
    }

    private static final class Subscriber implements Flow.Subscriber<Message<?>> {
        private final BlockingQueue<Message<?>> messages = new LinkedBlockingQueue<>();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(Message<?> message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {}
    }
}
