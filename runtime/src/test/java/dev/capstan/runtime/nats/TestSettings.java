package dev.capstan.runtime.nats;

import java.time.Duration;
import java.util.Optional;

/** Settings of a small installation for tests. */
public record TestSettings(
        String url, Optional<String> user, Optional<String> password, String cluster, long bufferBytes)
        implements NatsSettings {
    public static TestSettings of(String url, String cluster) {
        return new TestSettings(url, Optional.empty(), Optional.empty(), cluster, 1 << 20);
    }

    public TestSettings withUser(String name, String secret) {
        return new TestSettings(url, Optional.of(name), Optional.of(secret), cluster, bufferBytes);
    }

    public TestSettings withBufferBytes(long bytes) {
        return new TestSettings(url, user, password, cluster, bytes);
    }

    @Override
    public Optional<String> token() {
        return Optional.empty();
    }

    @Override
    public Duration hintsMaxAge() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration eventsMaxAge() {
        return Duration.ofHours(1);
    }

    @Override
    public long hintsMaxBytes() {
        return 1 << 20;
    }

    @Override
    public long eventsMaxBytes() {
        return 1 << 20;
    }

    @Override
    public Duration newConsumerStartsBefore() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration ackWait() {
        return Duration.ofSeconds(5);
    }
}
