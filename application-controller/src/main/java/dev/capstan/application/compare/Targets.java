package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.GroupKind;
import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.tracking.Tracking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What the sources want to be in the cluster.
 *
 * @param objects in their order
 * @param hooks manifests of hooks that syncs run
 * @param deletionHooks manifests of hooks that run when the Application is deleted
 * @param found what is to be said of them
 */
public record Targets(
        List<Target> objects,
        List<ObjectNode> hooks,
        List<ObjectNode> deletionHooks,
        List<Condition> found,
        BiFunction<String, String, Scope> scopes) {
    /** Copies the lists. */
    public Targets {
        objects = List.copyOf(objects);
        hooks = List.copyOf(hooks);
        deletionHooks = List.copyOf(deletionHooks);
        found = List.copyOf(found);
    }

    /**
     * Marks manifests, and sorts them.
     *
     * @param instance the Application's name in marks
     * @param namespace of the destination
     * @param watches whether a kind is looked at at all
     * @param served what the cluster says about scopes
     */
    public static Targets of(
            List<Manifest> manifests,
            String instance,
            String namespace,
            Tracking tracking,
            Watches watches,
            BiFunction<String, String, Scope> served) {
        DefinedScopes scopes = new DefinedScopes(manifests, served);
        List<Target> objects = new ArrayList<>();
        List<ObjectNode> hooks = new ArrayList<>();
        List<ObjectNode> deletionHooks = new ArrayList<>();
        List<Condition> found = new ArrayList<>();
        for (Manifest manifest : manifests) {
            if (!(manifest.object() instanceof ObjectNode object)) {
                continue;
            }
            ObjectKey key = ObjectKey.of(object);
            if (!watches.watches(key.group(), key.kind())) {
                found.add(excluded(key));
                continue;
            }
            ObjectNode marked = placed(object, scopes.apply(key.group(), key.kind()));
            tracking.mark(marked, instance, namespace)
                    .ifPresent(problem -> found.add(new Condition(
                            ConditionType.COMPARISON_ERROR,
                            "Failed to load target state: " + manifest + ": " + problem)));
            Hook hook = Hook.of(marked);
            if (DeletionHook.isAny(marked)) {
                deletionHooks.add(marked);
            }
            if (hook.isHook() && !hook.isIgnored()) {
                hooks.add(marked);
            } else if (!hook.isHook()) {
                objects.add(Target.of(marked));
            }
        }
        return new Targets(objects, hooks, deletionHooks, found, scopes);
    }

    /** The same, with more to be said. */
    public Targets with(List<Condition> more) {
        List<Condition> all = new ArrayList<>(found);
        all.addAll(more);
        return more.isEmpty() ? this : new Targets(objects, hooks, deletionHooks, all, scopes);
    }

    /** Whether objects of a kind are looked at. */
    @FunctionalInterface
    public interface Watches {
        boolean watches(String group, String kind);
    }

    /** The kinds of everything in it. */
    public Set<GroupKind> kinds() {
        Set<GroupKind> kinds = new LinkedHashSet<>();
        objects.forEach(target -> kinds.add(GroupKind.of(target.key())));
        hooks.forEach(hook -> kinds.add(GroupKind.of(ObjectKey.of(hook))));
        deletionHooks.forEach(hook -> kinds.add(GroupKind.of(ObjectKey.of(hook))));
        return kinds;
    }

    /** The keys of everything in it that has a name. */
    public Set<ObjectKey> keys() {
        Set<ObjectKey> keys = new LinkedHashSet<>();
        objects.forEach(target -> keys.add(target.key()));
        hooks.forEach(hook -> keys.add(ObjectKey.of(hook)));
        deletionHooks.forEach(hook -> keys.add(ObjectKey.of(hook)));
        keys.removeIf(key -> key.name().isEmpty());
        return keys;
    }

    /** In which {@code apiVersion} each object is written. */
    public Map<ObjectKey, String> versions() {
        Map<ObjectKey, String> versions = new LinkedHashMap<>();
        objects.forEach(target ->
                versions.put(target.key(), Metadata.of(target.manifest()).apiVersion()));
        return versions;
    }

    /** A copy; an object of the cluster whose definition is among the manifests has lost the namespace that it was given. */
    private static ObjectNode placed(ObjectNode object, Scope scope) {
        ObjectNode copy = object.deepCopy();
        if (scope == Scope.CLUSTER && copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("namespace");
        }
        return copy;
    }

    private static Condition excluded(ObjectKey key) {
        return new Condition(
                ConditionType.EXCLUDED_RESOURCE_WARNING,
                "Resource " + key.group() + "/" + key.kind() + " " + key.name() + " is excluded in the settings");
    }

    /** Without manifests, which may hold secrets. */
    @Override
    public String toString() {
        return objects.toString();
    }
}
