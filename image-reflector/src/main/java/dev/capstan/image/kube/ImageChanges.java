package dev.capstan.image.kube;

import dev.capstan.api.meta.ObjectReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes on that an ImageRepository has something new for those that depend on it. Used by several threads. */
public final class ImageChanges {
    private final List<Consumer<ObjectReference>> listeners = new CopyOnWriteArrayList<>();

    /** Adds a kind: it is told of every object that changed for others, and wakes its objects that depend on it; returns at once. */
    public void listen(Consumer<ObjectReference> kind) {
        listeners.add(kind);
    }

    /** An ImageRepository has other tags, lets others in, cannot be scanned any more, or is gone. */
    public void tell(ObjectReference changed) {
        listeners.forEach(kind -> kind.accept(changed));
    }
}
