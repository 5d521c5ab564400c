package dev.capstan.kustomize.resource;

import dev.capstan.kustomize.node.Node;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * An object as it was at some point of a build. Never changes, has identity, and may be shared by builds and threads: a
 * {@link Resource} made from it copies the content before the first change.
 */
public final class Snapshot {
    private final Resource state;
    private final ResourceId id;
    private final List<ResourceId> previousIds;
    private final boolean hasNodesInSeveralPlaces;
    private final long bytes;
    private final boolean isLocalConfig;

    Snapshot(Resource state, boolean hasNodesInSeveralPlaces, long bytes) {
        this.state = state;
        this.id = state.id();
        this.previousIds = List.copyOf(state.previousIds());
        this.hasNodesInSeveralPlaces = hasNodesInSeveralPlaces;
        this.bytes = bytes;
        this.isLocalConfig = state.isLocalConfig();
    }

    /** Memory that it takes, roughly. */
    public long bytes() {
        return bytes;
    }

    Resource state() {
        return state;
    }

    ResourceId id() {
        return id;
    }

    List<ResourceId> previousIds() {
        return previousIds;
    }

    boolean isLocalConfig() {
        return isLocalConfig;
    }

    /** A copy of the content; a node at several places is one node in the copy, too. */
    Node copyOfContent() {
        Node content = state.content();
        return hasNodesInSeveralPlaces ? content.copyKeepingIdentity(new IdentityHashMap<>()) : content.copy();
    }
}
