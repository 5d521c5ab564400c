package dev.capstan.apply.watch;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.drift.DriftComparison;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each object, by its identity. One thread at a time sees an entry, and an entry that says nothing is
 * dropped. Thread-safe.
 */
final class TrackedObjects {

    private final DriftComparison detection;
    private final Map<ObjectId, TrackedObject> entries = new ConcurrentHashMap<>();

    TrackedObjects(DriftComparison detection) {
        this.detection = detection;
    }

    int size() {
        return entries.size();
    }

    /** What is known of an object; empty when there is no entry for it. */
    Optional<Knowledge> knowledge(ObjectId id) {
        return ask(id, TrackedObject::knowledge);
    }

    /** Whether there is an entry for which this is true. */
    boolean is(ObjectId id, Predicate<TrackedObject> question) {
        return ask(id, question::test).orElse(false);
    }

    boolean isDrifted(ObjectId id) {
        return is(id, TrackedObject::isDrifted);
    }

    /** Whether an object was there when last seen, and what is known of it concerns that owner. */
    boolean isPresentFor(Owner owner, ObjectId id) {
        return is(id, entry -> entry.knowledge() instanceof Knowledge.Present && entry.concerns(owner));
    }

    private <T> Optional<T> ask(ObjectId id, Function<TrackedObject, T> question) {
        TrackedObject entry = entries.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        synchronized (entry) {
            return Optional.of(question.apply(entry));
        }
    }

    /** Changes an entry, if there is one. */
    void ifTracked(ObjectId id, Consumer<TrackedObject> step) {
        var unused = entries.computeIfPresent(id, (_, entry) -> {
            synchronized (entry) {
                step.accept(entry);
                return entry.isIdle() ? null : entry;
            }
        });
    }

    /**
     * Reads or changes the entry of an object.
     *
     * @param atFirst what is known of it when there is no entry yet
     */
    <T> T on(ObjectId id, Supplier<Knowledge> atFirst, Function<TrackedObject, T> step) {
        AtomicReference<@Nullable T> result = new AtomicReference<>();
        entries.compute(id, (_, existing) -> {
            TrackedObject entry = existing == null ? new TrackedObject(id, atFirst.get(), detection) : existing;
            synchronized (entry) {
                result.set(step.apply(entry));
                return entry.isIdle() ? null : entry;
            }
        });
        return Objects.requireNonNull(result.get());
    }

    /** The objects of a kind that there are entries for. */
    List<ObjectId> ofKind(ResourceKind kind) {
        return entries.keySet().stream()
                .filter(id -> id.isKind(kind.group(), kind.kind()))
                .toList();
    }
}
