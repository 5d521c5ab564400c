package dev.capstan.objectstore;

import dev.capstan.http.OutboundResponse;
import java.io.IOException;
import java.util.Optional;

/** Reads an object that need not be there. */
final class Found {
    private Found() {}

    /** Asks for the object. */
    @FunctionalInterface
    interface Question {
        OutboundResponse ask() throws ObjectStoreException;
    }

    static Optional<byte[]> read(String key, int limit, Question question) throws ObjectStoreException {
        try (var answer = question.ask()) {
            var content = answer.body().readNBytes(limit + 1);
            if (content.length > limit) {
                throw StoreCalls.failure(new ObjectStoreFailure.ObjectTooLong(key, limit));
            }
            return Optional.of(content);
        } catch (IOException e) {
            var thrown = ObjectStoreException.of(e);
            if (thrown.failure().equals(new ObjectStoreFailure.ObjectGone(key))) {
                return Optional.empty();
            }
            throw thrown;
        }
    }
}
