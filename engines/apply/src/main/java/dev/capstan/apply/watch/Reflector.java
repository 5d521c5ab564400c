package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.Selection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a view of a selection true: lists it, watches from there, goes on after every end of a watch, and lists again
 * when the place to go on from has expired. What was missed in a gap comes out of the new list. Never gives up; pauses
 * grow while the API server is not there.
 */
final class Reflector implements AutoCloseable {

    /** Receives the view. Calls for one selection come one at a time. */
    interface Sink {

        /** An object is there, new or changed or just listed again. */
        void present(ObjectRef object, ObjectNode content);

        /** An object of the selection is gone, or no longer part of it. */
        void absent(ObjectRef object);

        /** The selection cannot be read. */
        void refused(Selection selection, String why);
    }

    private static final int PAGE = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_WATCH = Duration.ofMinutes(10);

    private final ClusterApi api;
    private final Selection selection;
    private final Sink sink;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Boolean> synced = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();

    private final Set<ObjectRef> known = ConcurrentHashMap.newKeySet();
    private String resourceVersion = "";
    private Duration pause = FIRST_PAUSE;
    private ClusterApi.@Nullable Subscription subscription;
    private volatile boolean isClosed;
    private volatile boolean isInSync;

    Reflector(ClusterApi api, Selection selection, Sink sink, ScheduledExecutorService timer) {
        this.api = api;
        this.selection = selection;
        this.sink = sink;
        this.timer = timer;
    }

    /** Begins; returns at once. */
    Reflector start() {
        Thread.ofVirtual().name("list-" + selection.type().plural()).start(this::relist);
        return this;
    }

    /** Completes when the first list was read (true) or refused (false). */
    CompletableFuture<Boolean> synced() {
        return synced;
    }

    /** Whether the view is complete: what it does not hold is not there. */
    boolean isInSync() {
        return isInSync;
    }

    /** Whether the first list, once {@link #synced}, held anything. */
    boolean hasAny() {
        return !known.isEmpty();
    }

    @Override
    public void close() {
        isClosed = true;
        lock.lock();
        try {
            if (subscription != null) {
                subscription.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void relist() {
        if (isClosed) {
            return;
        }
        Set<ObjectRef> listed = new HashSet<>();
        String token = "";
        do {
            switch (api.list(selection, PAGE, token)) {
                case ApiResult.Ok<ObjectNode> ok -> {
                    JsonNode metadata = ok.value().path("metadata");
                    for (JsonNode item : ok.value().path("items")) {
                        if (item instanceof ObjectNode object) {
                            listed.add(present(object));
                        }
                    }
                    token = metadata.path("continue").asText("");
                    resourceVersion = metadata.path("resourceVersion").asText("");
                }
                case ApiResult.Refused<ObjectNode> refused -> {
                    listFailed(refused.message(), !refused.isTransient() && refused.code() != 410);
                    return;
                }
                case ApiResult.Unreachable<ObjectNode> unreachable -> {
                    listFailed(unreachable.what(), false);
                    return;
                }
            }
        } while (!token.isEmpty() && !isClosed);
        known.stream().filter(object -> !listed.contains(object)).toList().forEach(this::absent);
        pause = FIRST_PAUSE;
        isInSync = true;
        synced.complete(true);
        watch();
    }

    private void watch() {
        lock.lock();
        try {
            if (!isClosed) {
                ClusterApi.Subscription started = api.watch(selection, resourceVersion, new Events());
                subscription = started;
                timer.schedule(() -> replaceIfStuck(started), LONGEST_WATCH.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The server ends every watch before that time; one that is still there lost its connection without a word. */
    private void replaceIfStuck(ClusterApi.Subscription started) {
        boolean isStuck;
        lock.lock();
        try {
            isStuck = subscription == started && !isClosed;
        } finally {
            lock.unlock();
        }
        if (isStuck) {
            started.close();
            Thread.ofVirtual().start(this::relist);
        }
    }

    private void listFailed(String why, boolean isRefusal) {
        isInSync = false;
        if (isRefusal && synced.complete(false)) {
            sink.refused(selection, why);
        }
        later(this::relist);
    }

    private void later(Runnable step) {
        if (isClosed) {
            return;
        }
        long millis = pause.toMillis() + ThreadLocalRandom.current().nextLong(pause.toMillis() / 2);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        timer.schedule(() -> Thread.ofVirtual().start(step), millis, TimeUnit.MILLISECONDS);
    }

    private ObjectRef present(ObjectNode object) {
        ObjectRef reference = reference(object);
        if (!object.has("kind")) {
            // Items of a list do not repeat what the list says of all.
            object.put("apiVersion", selection.type().kind().apiVersion());
            object.put("kind", selection.type().kind().kind());
        }
        known.add(reference);
        sink.present(reference, object);
        return reference;
    }

    private void absent(ObjectRef object) {
        known.remove(object);
        sink.absent(object);
    }

    private ObjectRef reference(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectRef(
                selection.type(),
                metadata.path("namespace").asText(""),
                metadata.path("name").asText(""));
    }

    private final class Events implements ClusterApi.WatchListener {
        @Override
        public void event(String type, ObjectNode object) {
            pause = FIRST_PAUSE;
            resourceVersion = object.path("metadata").path("resourceVersion").asText(resourceVersion);
            switch (type) {
                case "ADDED", "MODIFIED" -> present(object);
                case "DELETED" -> absent(reference(object));
                default -> {
                    // A bookmark only moves the place to go on from.
                }
            }
        }

        @Override
        public void ended(ClusterApi.WatchEnd end) {
            Optional<ApiResult<Void>> refusal = end.refusal();
            if (end.isExpired()) {
                isInSync = false;
                relist();
            } else if (refusal.isEmpty()) {
                watch();
            } else {
                // Until the watch is back, absence proves nothing.
                isInSync = false;
                later(Reflector.this::relist);
            }
        }
    }
}
