package dev.capstan.runtime.nats;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of a small installation for tests. */
public record TestSettings(
        String url, Optional<String> user, Optional<String> password, String cluster, long bufferBytes, Tls tls)
        implements NatsSettings {
    public static TestSettings of(String url, String cluster) {
        return new TestSettings(
                url,
                Optional.empty(),
                Optional.empty(),
                cluster,
                1 << 20,
                new TestTls(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    public TestSettings withUser(String name, String secret) {
        return new TestSettings(url, Optional.of(name), Optional.of(secret), cluster, bufferBytes, tls);
    }

    public TestSettings withBufferBytes(long bytes) {
        return new TestSettings(url, user, password, cluster, bytes, tls);
    }

    public TestSettings withAuthority(Path file) {
        return with(new TestTls(Optional.of(file.toString()), Optional.empty(), Optional.empty()));
    }

    public TestSettings with(TestTls files) {
        return new TestSettings(url, user, password, cluster, bufferBytes, files);
    }

    /** Files of TLS. */
    public record TestTls(Optional<String> authority, Optional<String> certificate, Optional<String> key)
            implements Tls {}

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
