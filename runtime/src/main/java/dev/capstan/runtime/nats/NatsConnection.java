package dev.capstan.runtime.nats;

import io.nats.client.Connection;

/**
 * A connection of one moment.
 *
 * @param connection is connected, or was until a moment ago
 * @param epoch tells whether it was lost in between
 */
public record NatsConnection(Connection connection, long epoch) {}
