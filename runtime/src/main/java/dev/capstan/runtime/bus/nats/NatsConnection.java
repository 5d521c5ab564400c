package dev.capstan.runtime.bus.nats;

import io.nats.client.Connection;

/**
 * A connection of one moment.
 *
 * @param connection is connected, or was until a moment ago
 * @param epoch tells whether it was lost in between
 */
record NatsConnection(Connection connection, long epoch) {}
