package dev.capstan.api.bus;

/** Where controllers send their hints, events and records. */
@FunctionalInterface
public interface Bus {
    /**
     * Hands a message over. Returns at once and never throws: a message that cannot be carried is counted and dropped by the connector,
     * because nothing that must happen may depend on it.
     */
    void publish(BusMessage message);
}
