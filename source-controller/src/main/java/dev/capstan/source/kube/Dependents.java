package dev.capstan.source.kube;

import dev.capstan.api.meta.ObjectReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Wakes objects of all kinds whose artifact is made from that of another source, or by what it declares. Used by several threads. */
public final class Dependents {
    private final List<Consumer<ObjectReference>> kinds = new CopyOnWriteArrayList<>();

    /** Adds a kind: it is given every source that offers something else, and wakes its objects that depend on it. */
    public void add(Consumer<ObjectReference> kind) {
        kinds.add(kind);
    }

    /** A source has a new artifact, or declares something else for others. */
    public void wakeThoseOf(ObjectReference source) {
        kinds.forEach(kind -> kind.accept(source));
    }
}
