package dev.capstan.notification.provider;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.api.event.EventMetadata;

/** What the metadata of an event says about commit statuses. */
public final class CommitStatus {
    private CommitStatus() {}

    /** Whether the event only says that a reconcile came to its end, so that a commit status can be set. */
    public static boolean isHeartbeat(ControllerEvent event) {
        String key = EventMetadata.key(event.involvedObject().ref().group(), EventMetadata.COMMIT_STATUS);
        return EventMetadata.COMMIT_STATUS_UPDATE.equals(event.metadata().get(key));
    }
}
