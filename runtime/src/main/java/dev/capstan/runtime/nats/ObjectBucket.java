package dev.capstan.runtime.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.ObjectStore;
import io.nats.client.api.ObjectInfo;
import io.nats.client.api.ObjectStoreConfiguration;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files that several processes share: a JetStream object store, which is made when it is missing. An object is there as a whole or not
 * at all. Used by several threads; no call waits longer than some seconds for a server that is away.
 */
public final class ObjectBucket implements AutoCloseable {
    /** No bound but that of the server. The server sets room aside for a bound at once, so one that is generous is refused. */
    public static final long UNBOUNDED = -1;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final int NOT_FOUND = 404;
    private static final int STREAM_NOT_FOUND = 10059;
    private static final int MAXIMUM_BYTES = 10077;
    private static final int NO_ROOM = 10047;

    private final NatsClient client;
    private final String purpose;
    private final String bucket;
    private final long maxBytes;
    private @Nullable Bound bound;

    /** The store over the connection of one moment. */
    private record Bound(long epoch, ObjectStore store) {}

    /**
     * An object of the bucket.
     *
     * @param target the object that it is a link to; empty when it has bytes of its own
     * @param modifiedAt by the clock of the server
     */
    public record Entry(String name, Optional<String> target, Instant modifiedAt) {}

    /** The server has no room for an object. */
    public static final class FullException extends IOException {
        private static final long serialVersionUID = 1L;

        FullException(String text, Throwable cause) {
            super(text, cause);
        }
    }

    /** A question to the store. */
    private interface Question<T> {
        T ask(ObjectStore store)
                throws IOException, JetStreamApiException, InterruptedException, NoSuchAlgorithmException;
    }

    private ObjectBucket(NatsClient client, String purpose, String bucket, long maxBytes) {
        this.client = client;
        this.purpose = purpose;
        this.bucket = bucket;
        this.maxBytes = maxBytes;
    }

    /**
     * Connects in the background.
     *
     * @param purpose what is in it; part of the name of the bucket
     * @param maxBytes how much may be in it, or {@link #UNBOUNDED}
     */
    public static ObjectBucket open(NatsSettings settings, String purpose, long maxBytes) {
        var cluster = settings.cluster().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        var bucket = "CAPSTAN_" + cluster + "_" + purpose.toUpperCase(Locale.ROOT);
        return new ObjectBucket(NatsClient.open(settings, "capstan-" + purpose), purpose, bucket, maxBytes);
    }

    /** The object of that name. */
    public Optional<Entry> find(String name) throws IOException {
        return answer(store -> {
            try {
                var info = store.getInfo(name);
                return info == null || info.isDeleted() ? Optional.<Entry>empty() : Optional.of(entryOf(info));
            } catch (JetStreamApiException e) {
                if (e.getErrorCode() == NOT_FOUND && e.getApiErrorCode() != STREAM_NOT_FOUND) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /**
     * Stores bytes, in place of those that the name had.
     *
     * @throws FullException when there is no room for them
     */
    public void put(String name, InputStream content) throws IOException {
        answer(store -> store.put(name, content));
    }

    /**
     * Lets a name stand for the bytes of another object, in place of what it stood for.
     *
     * @throws IOException also when there is no such object
     */
    public void link(String name, String target) throws IOException {
        answer(store -> store.addLink(name, store.getInfo(target)));
    }

    /**
     * Writes the bytes of an object.
     *
     * @throws IOException also when there is no such object, or only a link to one that is gone
     */
    public void get(String name, OutputStream out) throws IOException {
        answer(store -> store.get(name, out));
    }

    /** Removes a name, and with it the bytes when they are its own. */
    public void remove(String name) throws IOException {
        if (find(name).isPresent()) {
            answer(store -> store.delete(name));
        }
    }

    /** All objects; costs as much as there are. */
    public List<Entry> list() throws IOException {
        return answer(store -> store.getList().stream()
                .filter(Predicate.not(ObjectInfo::isDeleted))
                .map(ObjectBucket::entryOf)
                .toList());
    }

    private static Entry entryOf(ObjectInfo info) {
        var link = Optional.ofNullable(info.getLink()).map(it -> it.getObjectName());
        return new Entry(
                Objects.requireNonNull(info.getObjectName()),
                link,
                Objects.requireNonNull(info.getModified()).toInstant());
    }

    private <T> T answer(Question<T> question) throws IOException {
        try {
            return question.ask(store());
        } catch (JetStreamApiException e) {
            forgetStore();
            var text = "NATS refused: " + e.getErrorDescription();
            var isFull = e.getApiErrorCode() == MAXIMUM_BYTES || e.getApiErrorCode() == NO_ROOM;
            throw isFull ? new FullException(text, e) : new IOException(text, e);
        } catch (IOException e) {
            forgetStore();
            throw e;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IllegalArgumentException e) { // so the client says that an object is missing
            throw new IOException("NATS has no such object: " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw new IOException("the connection to NATS was lost", e);
        }
    }

    /** The bucket may have been lost with the server, so it is looked for again on every new connection. */
    private ObjectStore store() throws IOException, JetStreamApiException, InterruptedException {
        var link = client.await(LONGEST_WAIT).orElseThrow(() -> new IOException("NATS cannot be reached"));
        synchronized (this) {
            var known = bound;
            if (known == null || known.epoch() != link.epoch()) {
                ensure(link.connection());
                known = new Bound(link.epoch(), link.connection().objectStore(bucket));
                bound = known;
            }
            return known.store();
        }
    }

    /** After a failure the bucket is looked for again: somebody may have removed it. */
    private synchronized void forgetStore() {
        bound = null;
    }

    private void ensure(Connection connection) throws IOException, JetStreamApiException {
        var management = connection.objectStoreManagement();
        if (!management.getBucketNames().contains(bucket)) {
            management.create(ObjectStoreConfiguration.builder()
                    .name(bucket)
                    .description("What the replicas of a controller share: " + purpose)
                    .storageType(StorageType.File)
                    .maxBucketSize(maxBytes)
                    .build());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
