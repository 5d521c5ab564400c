package dev.capstan.source.kube;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.source.SourceSpec;
import dev.capstan.api.source.SourceStatus;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.source.StoredSummary;
import dev.capstan.source.UpdateOutcome;
import java.util.List;
import java.util.Optional;

/**
 * What one kind of source adds to what {@link SourceReconciler} does for all of them. Used by several threads.
 *
 * @param <T> the kind
 * @param <S> its status
 * @param <F> what an update finds out for the status besides the artifact
 */
public interface SourceKind<T extends ToolkitResource<? extends SourceSpec, S>, S extends SourceStatus<S>, F>
        extends AutoCloseable {

    /** The kind and the conventions that it follows. */
    KindConventions<T, S> conventions();

    /**
     * Asks the upstream, and stores an artifact when there is something new or the status names none.
     *
     * @param object its status names an artifact only when this is intact in the storage
     */
    UpdateOutcome<F> update(T object);

    /**
     * The status after an update that succeeded, with the fields that only this kind has.
     *
     * @param facts what the update found out; empty when the artifact is the one that was there before
     */
    S observed(S status, T object, Optional<F> facts);

    /** Whether the spec asks for signatures. */
    boolean verifies(T object);

    /**
     * What people read about the artifact when all is well.
     *
     * @param status as {@link #observed} gives it
     */
    default StoredSummary summary(S status, ArtifactRevision revision) {
        return StoredSummary.of("stored artifact for revision '" + revision + "'");
    }

    /** Whether a change outside the spec, such as that of an annotation, asks for an update at once. Must return at once. */
    default boolean asksForUpdate(T changed, T before) {
        return false;
    }

    /**
     * What the object follows, in words that are the same for all objects for which an update would find the same revision: these share
     * the answer of one. Empty for an object that has to be updated by itself.
     */
    default Optional<String> upstream(T object) {
        return Optional.empty();
    }

    /** The sources of any kind whose artifacts go into the object's own: it is updated when they have a new one. */
    default List<ObjectReference> dependsOn(T object) {
        return List.of();
    }

    /** The name under which the current artifact can always be had besides its own; empty for a kind that has none. */
    default Optional<LatestFile<S>> latestFile() {
        return Optional.empty();
    }

    /**
     * The status of an object that is data for other sources and has no artifact: nothing is done about it, and what was stored for it
     * before it became so is removed. Those that depend on it are updated when its spec changes. Empty for an object that is updated.
     */
    default Optional<S> staticStatus(T object) {
        return Optional.empty();
    }

    /** Closes what the kind has opened; no update runs any more. */
    @Override
    void close();
}
