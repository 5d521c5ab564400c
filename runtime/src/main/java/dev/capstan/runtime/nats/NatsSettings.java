package dev.capstan.runtime.nats;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How to reach NATS, and how much to keep there and here. */
@ConfigMapping(prefix = "capstan.nats")
public interface NatsSettings {
    /** Addresses, comma-separated; {@code tls://} for TLS, with the trust store of the JVM where {@link Tls#authority} names no other. */
    @WithDefault("nats://nats.flux-system.svc.cluster.local.:4222")
    String url();

    /** User name; goes with {@link #password()}. */
    Optional<String> user();

    /** Password of the user. */
    Optional<String> password();

    /** Token, where the server asks for one instead of a user. */
    Optional<String> token();

    /** What TLS goes by. */
    Tls tls();

    /** The cluster in subjects and names, so that several clusters can share a NATS. */
    @WithDefault("default")
    String cluster();

    /** How long hints are kept for a consumer that is away. */
    @WithDefault("10m")
    Duration hintsMaxAge();

    /** How long events and records are kept: the base of the audit trail. */
    @WithDefault("720h")
    Duration eventsMaxAge();

    /** How many bytes of hints the server keeps; the oldest go first. */
    @WithDefault("67108864")
    long hintsMaxBytes();

    /** How many bytes of events and records the server keeps; the oldest go first. */
    @WithDefault("268435456")
    long eventsMaxBytes();

    /** How far back a consumer begins that the server has never seen. */
    @WithDefault("10m")
    Duration newConsumerStartsBefore();

    /** How many bytes of messages wait in this process while NATS is away. */
    @WithDefault("8388608")
    long bufferBytes();

    /** After this long without an answer a message is delivered again. */
    @WithDefault("60s")
    Duration ackWait();

    /** Files of TLS, all PEM. They are read at each connection, so that renewed ones need no restart. */
    interface Tls {
        /** Certificates of the authorities that the server's certificate must come from; without TLS nothing is then said to a server. */
        Optional<String> authority();

        /** The certificate to show, with those between it and its authority; goes with {@link #key()}. */
        Optional<String> certificate();

        /** The key of the certificate to show, in PKCS #8. */
        Optional<String> key();
    }
}
