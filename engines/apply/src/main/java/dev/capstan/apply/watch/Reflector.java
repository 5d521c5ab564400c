package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a view of a selection true: lists it, watches from there, goes on after every end of a watch, and lists again
 * when the place to go on from has expired. What was missed in a gap comes out of the new list. Never gives up; pauses
 * grow while the API server is not there or refuses, and only a watch that lived makes them short again.
 */
final class Reflector implements AutoCloseable {

    /** Receives the view. Calls for one selection come one at a time. */
    interface Sink {

        /** An object is there, new or changed or just listed again. */
        void present(ObjectRef object, ObjectNode content);

        /**
         * An object of the selection is gone, or no longer part of it.
         *
         * @param at version of its end
         * @param last how it was in the end
         */
        void deleted(ObjectRef object, ResourceVersion at, ObjectNode last);

        /**
         * Everything was listed: what is not among these was not there.
         *
         * @param objects all that were listed; each was reported as present before
         * @param asOf version of the list
         */
        void listed(Set<ObjectRef> objects, ResourceVersion asOf);

        /**
         * The cluster went back to an earlier state, as after a restore of its storage: versions seen so far mean
         * nothing.
         */
        void wentBack();

        /** The selection cannot be listed or watched. Said once, until it could be again. */
        void refused(Selection selection, ApiResult.Refused<?> refusal);
    }

    private static final int PAGE = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A server that does not answer at all costs nothing to try. */
    private static final Duration LONGEST_PAUSE_UNREACHABLE = Duration.ofSeconds(5);

    private static final Duration LIFE = Duration.ofSeconds(5);
    private static final Duration LONGEST_WATCH = Duration.ofMinutes(10);

    private final ClusterApi api;
    private final Selection selection;
    private final Sink sink;
    private final Timer timer;
    private final ReentrantLock lock = new ReentrantLock();

    private Duration pause = FIRST_PAUSE;
    private boolean isRefusalSaid;
    private @Nullable Events current;
    private volatile ResourceVersion seen = ResourceVersion.unknown();
    private volatile CompletableFuture<Boolean> synced = new CompletableFuture<>();
    private volatile boolean wasInSync;
    private volatile boolean isInSync;
    private volatile boolean isClosed;

    Reflector(ClusterApi api, Selection selection, Sink sink, Timer timer) {
        this.api = api;
        this.selection = selection;
        this.sink = sink;
        this.timer = timer;
    }

    /** Begins; returns at once. */
    Reflector start() {
        begin("list-", this::relist);
        return this;
    }

    /** Completes when the selection is in view (true), or when it is refused (false). */
    CompletableFuture<Boolean> synced() {
        return synced;
    }

    /** Whether the view is complete: what it does not hold was not there as of {@link #seen}. */
    boolean isInSync() {
        return isInSync;
    }

    /** Whether it ever was. */
    boolean wasInSync() {
        return wasInSync;
    }

    /** The version up to which everything that happened was reported. */
    ResourceVersion seen() {
        return seen;
    }

    @Override
    public void close() {
        isClosed = true;
        Events last = replaceCurrent(null);
        if (last != null) {
            last.close();
        }
    }

    private void relist() {
        if (isClosed) {
            return;
        }
        Set<ObjectRef> listed = new HashSet<>();
        ResourceVersion asOf = ResourceVersion.unknown();
        String token = "";
        do {
            switch (api.list(selection, PAGE, token)) {
                case ApiResult.Ok<ObjectNode> ok -> {
                    asOf = ResourceVersion.of(ok.value());
                    if (token.isEmpty() && asOf.comparedTo(seen) == ResourceVersion.Order.OLDER) {
                        startOverAt(ResourceVersion.unknown());
                        guarded(sink::wentBack);
                    }
                    for (JsonNode item : ok.value().path("items")) {
                        if (item instanceof ObjectNode object) {
                            listed.add(present(object));
                        }
                    }
                    token = ok.value().path("metadata").path("continue").asText("");
                }
                case ApiResult.Refused<ObjectNode> refused -> {
                    lost(refused);
                    later(this::relist, LONGEST_PAUSE, refused.retryAfter());
                    return;
                }
                case ApiResult.Unreachable<ObjectNode> _ -> {
                    desync();
                    later(this::relist, LONGEST_PAUSE_UNREACHABLE, Optional.empty());
                    return;
                }
            }
        } while (!token.isEmpty() && !isClosed);
        if (isClosed) {
            return;
        }
        // First for those who ask about objects that are not in view, then for the objects that were.
        moveTo(asOf);
        ResourceVersion version = asOf;
        guarded(() -> sink.listed(listed, version));
        wasInSync = true;
        isInSync = true;
        synced.complete(true);
        watch(asOf);
    }

    private void watch(ResourceVersion from) {
        var events = new Events(from);
        replaceCurrent(events);
        events.start();
        if (isClosed) {
            events.close();
        }
        timer.in(LONGEST_WATCH, "watching " + selection.type().kind(), events::replaceIfStuck);
    }

    /** From now on only these events count. */
    private @Nullable Events replaceCurrent(@Nullable Events next) {
        lock.lock();
        try {
            Events last = current;
            current = next;
            return last;
        } finally {
            lock.unlock();
        }
    }

    private boolean isCurrent(Events events) {
        lock.lock();
        try {
            return !isClosed && events.equals(current);
        } finally {
            lock.unlock();
        }
    }

    /** The selection may not be read, or not now; what is not in view may be there from now on. */
    private void lost(ApiResult.Refused<?> refused) {
        desync();
        boolean isForGood = !refused.isTransient() && refused.code() != 410;
        if (isForGood) {
            if (!isRefusalSaid) {
                isRefusalSaid = true;
                guarded(() -> sink.refused(selection, refused));
            }
            // Who waits for it finds out why.
            synced.complete(false);
        }
    }

    private void desync() {
        isInSync = false;
        if (synced.isDone() && !isRefusalSaid) {
            synced = new CompletableFuture<>();
        }
    }

    /** @param asked the pause that the API server asks for */
    private void later(Runnable step, Duration longest, Optional<Duration> asked) {
        Duration own = pause.compareTo(longest) > 0 ? longest : pause;
        pause = own.multipliedBy(2);
        Duration now = asked.filter(it -> it.compareTo(own) > 0)
                .map(it -> it.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : it)
                .orElse(own);
        Duration jittered = now.plusMillis(ThreadLocalRandom.current().nextLong(now.toMillis() / 2));
        timer.in(jittered, "waiting to list " + selection.type().kind(), () -> begin("list-", step));
    }

    private void begin(String name, Runnable step) {
        Thread.ofVirtual().name(name + selection.type().plural()).start(() -> {
            try {
                step.run();
            } catch (RuntimeException | Error fault) {
                timer.faults().report("reading " + selection.type().kind(), fault);
                desync();
                later(this::relist, LONGEST_PAUSE, Optional.empty());
            }
        });
    }

    private void guarded(Runnable call) {
        timer.faults().guard("taking in " + selection.type().kind(), call);
    }

    private void startOverAt(ResourceVersion version) {
        lock.lock();
        try {
            seen = version;
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(ResourceVersion version) {
        lock.lock();
        try {
            seen = seen.latest(version);
        } finally {
            lock.unlock();
        }
    }

    private ObjectRef present(ObjectNode object) {
        ObjectRef reference = reference(object);
        if (!object.has("kind")) {
            // Items of a list do not repeat what the list says of all.
            object.put("apiVersion", selection.type().kind().apiVersion());
            object.put("kind", selection.type().kind().kind());
        }
        guarded(() -> sink.present(reference, object));
        return reference;
    }

    private ObjectRef reference(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectRef(
                selection.type(),
                metadata.path("namespace").asText(""),
                metadata.path("name").asText(""));
    }

    /** One watch. What it says after its successor began does not count. */
    private final class Events implements ClusterApi.WatchListener {

        private final long startedNanos = System.nanoTime();
        private final CompletableFuture<ClusterApi.Subscription> subscription = new CompletableFuture<>();
        private volatile ResourceVersion place;
        private volatile boolean hasMoved;

        Events(ResourceVersion from) {
            this.place = from;
        }

        void start() {
            subscription.complete(api.watch(selection, place.text(), this));
        }

        void close() {
            subscription.thenAccept(ClusterApi.Subscription::close);
        }

        /** The server ends every watch before that time; one that is still there lost its connection without a word. */
        void replaceIfStuck() {
            if (isCurrent(this)) {
                replaceCurrent(null);
                close();
                begin("list-", Reflector.this::relist);
            }
        }

        @Override
        public void event(String type, ObjectNode object) {
            if (!isCurrent(this)) {
                return;
            }
            ResourceVersion version = ResourceVersion.of(object);
            switch (type) {
                case "ADDED", "MODIFIED" -> {
                    present(object);
                    moveTo(version);
                }
                case "DELETED" -> {
                    // In this order, so that an answer older than the deletion is recognised at every moment.
                    moveTo(version);
                    guarded(() -> sink.deleted(reference(object), version, object));
                }
                default -> moveTo(version); // A bookmark only moves the place to go on from.
            }
            if (!version.text().isEmpty() && !version.equals(place)) {
                place = version;
                hasMoved = true;
            }
        }

        @Override
        public void ended(ClusterApi.WatchEnd end) {
            if (!isCurrent(this)) {
                return;
            }
            boolean hasLived = hasMoved || System.nanoTime() - startedNanos >= LIFE.toNanos();
            boolean isFirstFailure = hasLived || pause.equals(FIRST_PAUSE);
            if (hasLived) {
                pause = FIRST_PAUSE;
                isRefusalSaid = false;
            }
            if (end.isExpired()) {
                desync();
                relistAfter(hasLived, Optional.empty());
                return;
            }
            switch (end.refusal().orElse(null)) {
                case null -> {
                    if (hasLived) {
                        begin("watch-", () -> watch(place));
                    } else if (isFirstFailure) {
                        later(() -> watch(place), LONGEST_PAUSE, Optional.empty());
                    } else {
                        // Until the watch is back, absence proves nothing.
                        desync();
                        relistAfter(false, Optional.empty());
                    }
                }
                case ApiResult.Refused<Void> refused -> {
                    lost(refused);
                    relistAfter(false, refused.retryAfter());
                }
                case ApiResult.Unreachable<Void> _ -> {
                    desync();
                    later(Reflector.this::relist, LONGEST_PAUSE_UNREACHABLE, Optional.empty());
                }
                case ApiResult.Ok<Void> _ -> throw new IllegalArgumentException("A refusal is not a success");
            }
        }

        private void relistAfter(boolean hasLived, Optional<Duration> asked) {
            if (hasLived) {
                begin("list-", Reflector.this::relist);
            } else {
                later(Reflector.this::relist, LONGEST_PAUSE, asked);
            }
        }
    }
}
