package dev.capstan.notification.provider;

import dev.capstan.api.meta.ObjectKey;

/** Hears what becomes of notifications; its methods return at once. */
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
}
