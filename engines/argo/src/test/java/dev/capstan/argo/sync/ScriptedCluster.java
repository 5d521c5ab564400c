package dev.capstan.argo.sync;

import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cluster of tests: it does what a sync asks for, keeps a list of it, and fails where it is told to. */
final class ScriptedCluster {

    private final Map<ObjectKey, Optional<Health>> objects = new HashMap<>();
    private final Set<ObjectKey> finalizers = new HashSet<>();
    private final Set<ObjectKey> deleting = new HashSet<>();
    private final Map<String, String> failures = new HashMap<>();
    private final Map<String, Optional<Health>> healthOnceApplied = new HashMap<>();
    private final List<String> done = new ArrayList<>();
    private boolean deletesAtOnce = true;

    /** What was done, such as {@code apply ConfigMap/c}. */
    List<String> done() {
        return List.copyOf(done);
    }

    void fail(String action, String message) {
        failures.put(action, message);
    }

    /** The health that an object has as soon as it is applied. */
    void onceApplied(String name, Health health) {
        healthOnceApplied.put(name, Optional.of(health));
    }

    void put(ObjectKey key, Optional<Health> health) {
        objects.put(key, health);
    }

    void set(String name, Health health) {
        objects.replaceAll((key, old) -> key.name().equals(name) ? Optional.of(health) : old);
    }

    void remove(String name) {
        objects.keySet().removeIf(key -> key.name().equals(name));
    }

    void addFinalizer(ObjectKey key) {
        finalizers.add(key);
    }

    boolean has(String name) {
        return objects.keySet().stream().anyMatch(key -> key.name().equals(name));
    }

    void deletesSlowly() {
        deletesAtOnce = false;
    }

    /** What is being deleted is gone now. */
    void finishDeletions() {
        objects.keySet().removeAll(deleting);
        deleting.clear();
    }

    LiveState look(SyncTask task) {
        Optional<Health> health = objects.get(task.key());
        return health == null
                ? new LiveState.Absent()
                : new LiveState.Present(deleting.contains(task.key()), finalizers.contains(task.key()), health);
    }

    Map<SyncAction, ActionOutcome> run(Decision.Run run) {
        Map<SyncAction, ActionOutcome> outcomes = new LinkedHashMap<>();
        run.actions().forEach(action -> outcomes.put(action, carryOut(action)));
        return outcomes;
    }

    private ActionOutcome carryOut(SyncAction action) {
        ObjectKey key = action.task().key();
        String verb = switch (action) {
            case SyncAction.DryRun _ -> "try";
            case SyncAction.Apply _ -> "apply";
            case SyncAction.Prune _ -> "prune";
            case SyncAction.DeleteHook _ -> "delete";
            case SyncAction.ReleaseHook _ -> "release";
        };
        String what = verb + " " + key.kind() + "/" + key.name();
        done.add(what);
        String failure = failures.get(what);
        if (failure != null) {
            return new ActionOutcome.Failed(failure);
        }
        return switch (action) {
            case SyncAction.DryRun _ -> new ActionOutcome.Done(key.name() + " valid");
            case SyncAction.Apply apply -> {
                objects.put(key, healthOnceApplied.getOrDefault(key.name(), Optional.empty()));
                if (apply.task().isHook()) {
                    finalizers.add(key);
                }
                yield new ActionOutcome.Done(key.name() + " configured");
            }
            case SyncAction.Prune _, SyncAction.DeleteHook _ -> delete(key);
            case SyncAction.ReleaseHook _ -> {
                finalizers.remove(key);
                yield new ActionOutcome.Done("");
            }
        };
    }

    private ActionOutcome delete(ObjectKey key) {
        if (!objects.containsKey(key)) {
            return new ActionOutcome.NotFound();
        }
        if (deletesAtOnce) {
            objects.remove(key);
        } else {
            deleting.add(key);
        }
        return new ActionOutcome.Done("deleted");
    }
}
