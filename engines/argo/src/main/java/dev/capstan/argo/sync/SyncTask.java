package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.annotation.SyncWave;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import java.util.Optional;

/**
 * Something that a sync does with one object: it applies the manifest, or prunes an object without one.
 *
 * @param key with the namespace that the object has in the cluster
 * @param wave after all rules that move it
 * @param hook what the annotations say about hooks
 * @param isModified whether the comparison found a difference; true when it is not known
 * @param skipsDryRun whether its kind is not known to the API server yet, and that is no problem
 */
public record SyncTask(
        ObjectKey key,
        SyncPhase phase,
        Optional<ObjectNode> target,
        Optional<ObjectNode> live,
        long wave,
        Hook hook,
        boolean isModified,
        boolean skipsDryRun) {

    public SyncTask {
        if (target.isEmpty() && live.isEmpty()) {
            throw new IllegalArgumentException("Neither a manifest nor a live object in a task");
        }
    }

    static SyncTask of(
            ObjectKey key,
            SyncPhase phase,
            Optional<ObjectNode> target,
            Optional<ObjectNode> live,
            boolean isModified) {
        ObjectNode object = target.or(() -> live).orElseThrow();
        return new SyncTask(key, phase, target, live, SyncWave.of(object), Hook.of(object), isModified, false);
    }

    public TaskId id() {
        return new TaskId(key, phase);
    }

    public boolean isPrune() {
        return target.isEmpty();
    }

    public boolean isHook() {
        return hook.isHook();
    }

    /** The manifest, or the live object of one that is pruned. */
    public ObjectNode object() {
        return target.or(() -> live).orElseThrow();
    }

    /** API version without the group. */
    public String version() {
        return Metadata.of(object()).version();
    }

    SyncTask at(SyncPhase otherPhase, long otherWave) {
        return new SyncTask(key, otherPhase, target, live, otherWave, hook, isModified, skipsDryRun);
    }

    SyncTask inWave(long otherWave) {
        return at(phase, otherWave);
    }

    SyncTask withoutDryRun() {
        return new SyncTask(key, phase, target, live, wave, hook, isModified, true);
    }
}
