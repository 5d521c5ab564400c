package dev.capstan.objectstore;

import dev.capstan.cloud.CloudException;
import dev.capstan.http.HttpFailureException;
import java.io.IOException;

/** Carries an expected failure to the caller, also out of the middle of a stream. Its text holds no credentials. */
public final class ObjectStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ObjectStoreFailure failure;

    ObjectStoreException(ObjectStoreFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    ObjectStoreException(ObjectStoreFailure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** What went wrong. */
    public ObjectStoreFailure failure() {
        return failure;
    }

    /** What an exception means that came while an answer was read. */
    static ObjectStoreException of(IOException thrown) {
        return switch (thrown) {
            case ObjectStoreException ours -> ours;
            case CloudException cloud ->
                new ObjectStoreException(new ObjectStoreFailure.IdentityNotGiven(cloud.failure()), cloud);
            case HttpFailureException http ->
                new ObjectStoreException(new ObjectStoreFailure.Unreachable(http.failure()), http);
            default -> new ObjectStoreException(new ObjectStoreFailure.AnswerUnreadable("reading it failed"), thrown);
        };
    }
}
