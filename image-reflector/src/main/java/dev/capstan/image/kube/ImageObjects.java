package dev.capstan.image.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The objects of the image kinds as their watches see them, for kinds that refer to each other. Used by several threads. */
public final class ImageObjects {
    private final Map<Class<?>, ReconcilerContext<?, ?>> kinds = new ConcurrentHashMap<>();

    /** Adds a kind. */
    public <T extends ToolkitResource<?, S>, S> void add(Class<T> kind, ReconcilerContext<T, S> objects) {
        kinds.put(kind, objects);
    }

    /** An object; empty also for a kind that is not there, or whose watch is not open yet. */
    public <T extends ToolkitResource<?, ?>> Optional<T> find(Class<T> kind, ObjectKey key) {
        ReconcilerContext<?, ?> objects = kinds.get(kind);
        return objects == null ? Optional.empty() : objects.find(key).map(kind::cast);
    }
}
