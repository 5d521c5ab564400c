package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.application.object.ApplicationObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Reads Applications as the watch shows them. */
final class ApplicationObjects {
    private ApplicationObjects() {}

    /** An Application whose spec can be read. */
    static ApplicationObject of(Application application) {
        return new ApplicationObject(
                application.key().namespace(),
                application.key().name(),
                application.annotations(),
                application.getMetadata().getFinalizers(),
                Optional.ofNullable(application.getMetadata().getDeletionTimestamp())
                        .map(ApplicationObjects::time),
                application.getSpec(),
                Optional.ofNullable(application.getStatus()),
                Optional.ofNullable(application.getOperation()));
    }

    /** The API server writes no other times; one that cannot be read still says that the object is being deleted. */
    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unknown) {
            return Instant.EPOCH;
        }
    }
}
