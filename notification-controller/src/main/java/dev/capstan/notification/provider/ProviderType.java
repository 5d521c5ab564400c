package dev.capstan.notification.provider;

import dev.capstan.api.event.ControllerEvent;

/** A type of Provider that this release can send to. */
public interface ProviderType {
    /** Its name in {@code spec.type}. */
    String name();

    /**
     * Whether an event concerns places of this type at all; asked before a notification is queued. As it stands: everything but the heartbeats
     * that only commit statuses are interested in.
     */
    default boolean wants(ControllerEvent event) {
        return !CommitStatus.isHeartbeat(event);
    }
}
