package dev.capstan.notification.provider;

import dev.capstan.api.meta.ObjectKey;

/** Takes note of what becomes of notifications; its methods return at once. One that throws changes nothing for the notifications. */
public interface DispatchListener {
    /** A notification reached its place. */
    void delivered(ObjectKey provider, Notification notification);

    /** A notification was given up. */
    void failed(ObjectKey provider, Notification notification, DispatchFailure failure);

    /**
     * A notification was dropped because too many wait.
     *
     * @param inThisRow how many were dropped since the queue last had room, this one included
     */
    void dropped(ObjectKey provider, Notification notification, long inThisRow);

    /**
     * Something between deliveries failed that should not: this listener, or the start of a try. The queue goes on. Must not throw.
     *
     * @param provider whose queue it is
     * @param bug what came up
     */
    void bug(ObjectKey provider, Throwable bug);
}
