package dev.capstan.application.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptTest {
    private final List<String> fetched = new ArrayList<>();
    private final Kept<String> kept = new Kept<>(10, String::length);

    @Test
    void whatIsKeptIsNotFetchedAgain() {
        assertThat(get("a", "12345")).isEqualTo(new Answer.Known<>("12345"));
        assertThat(get("a", "other")).isEqualTo(new Answer.Known<>("12345"));

        assertThat(fetched).containsExactly("a");
    }

    @Test
    void whatWasNotAskedForTheLongestGoesFirst() {
        get("a", "12345");
        get("b", "12345");
        get("a", "12345");

        get("c", "12345");

        get("a", "12345");
        get("b", "12345");
        assertThat(fetched).containsExactly("a", "b", "c", "b");
    }

    @Test
    void whatIsTooHeavyIsGivenAndNotKept() {
        get("a", "12345");

        assertThat(get("b", "12345678901")).isEqualTo(new Answer.Known<>("12345678901"));
        get("b", "12345678901");
        get("a", "12345");

        assertThat(fetched).containsExactly("a", "b", "b");
    }

    @Test
    void aFailureIsNotKept() {
        assertThat(kept.get("a", () -> new Answer.Failed<>("away"))).isEqualTo(new Answer.Failed<>("away"));

        assertThat(get("a", "1")).isEqualTo(new Answer.Known<>("1"));
    }

    @Test
    void whoAsksAtTheSameTimeWaitsForOneFetch() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var fetches = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(
                    () -> kept.get("a", () -> {
                        fetches.incrementAndGet();
                        begun.countDown();
                        await(goOn);
                        return new Answer.Known<>("1");
                    }),
                    threads);
            begun.await();
            var second = CompletableFuture.supplyAsync(
                    () -> kept.get("a", () -> {
                        fetches.incrementAndGet();
                        return new Answer.Known<>("2");
                    }),
                    threads);
            goOn.countDown();

            assertThat(first.get()).isEqualTo(new Answer.Known<>("1"));
            assertThat(second.get()).isEqualTo(new Answer.Known<>("1"));
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void whatComesOfOneWhoIsAskedToStopIsNotForOthers() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(
                    () -> kept.get("a", () -> {
                        begun.countDown();
                        await(goOn);
                        Thread.currentThread().interrupt();
                        return new Answer.Failed<>("the attempt was ended");
                    }),
                    threads);
            begun.await();
            var second = CompletableFuture.supplyAsync(() -> get("a", "1"), threads);
            goOn.countDown();

            assertThat(first.get()).isEqualTo(new Answer.Failed<>("the attempt was ended"));
            assertThat(second.get()).isEqualTo(new Answer.Known<>("1"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer<String> get(String key, String value) {
        return kept.get(key, () -> {
            fetched.add(key);
            return new Answer.Known<>(value);
        });
    }
}
