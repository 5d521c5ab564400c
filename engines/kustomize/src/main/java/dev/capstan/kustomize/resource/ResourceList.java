package dev.capstan.kustomize.resource;

import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects in the order in which they were read, found by identity in constant time. A caller that changes a name,
 * namespace or kind of an object in the list calls {@link #identitiesChanged()}.
 */
public final class ResourceList {
    private List<Resource> resources = new ArrayList<>();
    private @Nullable Map<ResourceId.Key, Resource> byCurrentId = new HashMap<>();
    private @Nullable Map<ResourceId.Key, List<Resource>> byAnyId;

    /** The objects, in order. The list must not be changed through this view. */
    public List<Resource> all() {
        return resources;
    }

    /** How many objects there are. */
    public int size() {
        return resources.size();
    }

    /** Adds an object; fails when one of its identity is there already. */
    public void append(Resource resource) {
        ResourceId id = resource.id();
        Resource twin = currentIndex().putIfAbsent(id.key(), resource);
        if (twin != null) {
            throw new BuildFault(alreadyThere(resource, twin));
        }
        resources.add(resource);
        byAnyId = null;
    }

    /** Adds all objects of another list, as {@link #append}. */
    public void appendAll(ResourceList other) {
        for (Resource resource : other.resources) {
            append(resource);
        }
    }

    /** Adds a generated object: it is new, or replaces or is merged into the one of its identity, as its behaviour says. */
    public void absorb(Resource generated) {
        List<Resource> matches = withAnyId(generated.id());
        Behavior behavior = generated.behavior();
        if (matches.isEmpty()) {
            if (behavior == Behavior.MERGE || behavior == Behavior.REPLACE) {
                throw fault(
                        generated,
                        "behavior " + behavior + " needs an existing object, and there is no " + generated.words(),
                        "Use behavior create, or correct the name.");
            }
            append(generated);
            return;
        }
        if (matches.size() > 1) {
            throw fault(
                    generated,
                    "several objects could take the place of " + generated.words(),
                    "Give the namespace, or rename one of them.");
        }
        Resource old = matches.getFirst();
        switch (behavior) {
            case REPLACE -> generated.takeThePlaceOf(old);
            case MERGE -> GeneratedData.mergeInto(generated, old);
            case CREATE, UNSPECIFIED ->
                throw fault(
                        generated,
                        "the object " + generated.words() + " exists already",
                        "Set behavior to merge or replace, or choose another name.");
        }
        resources.set(resources.indexOf(old), generated);
        identitiesChanged();
    }

    /** The objects that have or once had the identity, in order. */
    public List<Resource> withAnyId(ResourceId id) {
        return anyIndex().getOrDefault(id.key(), List.of());
    }

    /** Drops objects that a patch deleted. */
    public void dropGone() {
        if (resources.stream().anyMatch(Resource::isGone)) {
            List<Resource> left = new ArrayList<>(resources);
            left.removeIf(Resource::isGone);
            replaceAll(left);
        }
    }

    /** Puts these objects in the place of all, without a look at their identities. */
    public void replaceAll(List<Resource> newResources) {
        resources = new ArrayList<>(newResources);
        identitiesChanged();
    }

    /** Says that identities of objects in the list changed. */
    public void identitiesChanged() {
        byCurrentId = null;
        byAnyId = null;
    }

    /** Fails when two objects have one identity. */
    public void requireDistinct(String because) {
        Map<ResourceId.Key, Resource> seen = new HashMap<>();
        for (Resource resource : resources) {
            Resource twin = seen.putIfAbsent(resource.id().key(), resource);
            if (twin != null) {
                throw new BuildFault(alreadyThere(resource, twin).because(because));
            }
        }
    }

    private static BuildProblem alreadyThere(Resource resource, Resource twin) {
        return BuildProblem.of(
                        Code.OBJECT_INVALID,
                        "two objects have the identity " + resource.id() + "; the other one is in " + twin.origin())
                .onObject(resource.words())
                .at(resource.origin().file(), resource.origin().line(), 0)
                .advise("Remove one of them, or give it another name or namespace.");
    }

    private static BuildFault fault(Resource resource, String message, String advice) {
        return new BuildFault(BuildProblem.of(Code.GENERATOR_FAILED, message)
                .onObject(resource.words())
                .at(resource.origin().file(), resource.origin().line(), 0)
                .advise(advice));
    }

    private Map<ResourceId.Key, Resource> currentIndex() {
        Map<ResourceId.Key, Resource> index = byCurrentId;
        if (index == null) {
            index = new HashMap<>(resources.size() * 2);
            for (Resource resource : resources) {
                index.putIfAbsent(resource.id().key(), resource);
            }
            byCurrentId = index;
        }
        return index;
    }

    private Map<ResourceId.Key, List<Resource>> anyIndex() {
        Map<ResourceId.Key, List<Resource>> index = byAnyId;
        if (index == null) {
            index = new LinkedHashMap<>(resources.size() * 2);
            for (Resource resource : resources) {
                if (resource.isGone()) {
                    continue;
                }
                for (ResourceId id : resource.allIds()) {
                    List<Resource> known = index.computeIfAbsent(id.key(), _ -> new ArrayList<>(1));
                    if (known.isEmpty() || known.getLast() != resource) {
                        known.add(resource);
                    }
                }
            }
            byAnyId = index;
        }
        return index;
    }
}
