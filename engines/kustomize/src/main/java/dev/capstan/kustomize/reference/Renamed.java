package dev.capstan.kustomize.reference;

import dev.capstan.kustomize.reference.Followed.Lookup;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import dev.capstan.kustomize.resource.ResourceList;
import dev.capstan.kustomize.resource.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects that have had another name, by every name they have had; and all objects by their first namespace. */
final class Renamed {
    /** An object with its identities, which do not change while references are followed. */
    record Candidate(Resource resource, Optional<Snapshot> state, ResourceId now, List<ResourceId> former) {
        String name() {
            return now.name();
        }

        String namespace() {
            return now.namespace();
        }

        String firstNamespace() {
            return (former.isEmpty() ? now : former.getFirst()).effectiveNamespace();
        }

        boolean isClusterScopedAtFirst() {
            return (former.isEmpty() ? now : former.getFirst()).clusterScoped();
        }
    }

    /** What {@link #recording} gives when an answer depended on more than names. */
    static final List<Lookup> UNREPEATABLE = List.of(new Lookup("", List.of()));

    private final Map<String, List<Candidate>> byFormerName = new HashMap<>();
    private final Map<String, List<Candidate>> byFirstNamespace = new HashMap<>();

    private @Nullable List<Lookup> lookups;
    private boolean dependsOnNamespaces;

    Renamed(ResourceList resources) {
        for (Resource resource : resources.all()) {
            if (resource.isGone()) {
                continue;
            }
            Candidate candidate = new Candidate(resource, resource.snapshot(), resource.id(), resource.previousIds());
            if (!candidate.isClusterScopedAtFirst()) {
                byFirstNamespace
                        .computeIfAbsent(candidate.firstNamespace(), _ -> new ArrayList<>())
                        .add(candidate);
            }
            for (ResourceId id : candidate.former()) {
                List<Candidate> known = byFormerName.computeIfAbsent(id.name(), _ -> new ArrayList<>(2));
                if (known.isEmpty() || known.getLast() != candidate) {
                    known.add(candidate);
                }
            }
        }
    }

    boolean isEmpty() {
        return byFormerName.isEmpty();
    }

    List<Candidate> formerlyNamed(String name) {
        List<Candidate> candidates = byFormerName.getOrDefault(name, List.of());
        if (lookups != null) {
            lookups.add(new Lookup(
                    name,
                    candidates.stream()
                            .map(candidate -> candidate.state().orElseThrow())
                            .toList()));
        }
        return candidates;
    }

    List<Candidate> firstIn(String namespace) {
        dependsOnNamespaces = true;
        return byFirstNamespace.getOrDefault(namespace, List.of());
    }

    /** Notes which names are looked up meanwhile. */
    List<Lookup> recording(Runnable following) {
        List<Lookup> recorded = new ArrayList<>();
        lookups = recorded;
        dependsOnNamespaces = false;
        try {
            following.run();
        } finally {
            lookups = null;
        }
        return dependsOnNamespaces ? UNREPEATABLE : recorded;
    }

    /** Whether the same objects, in the same state, have the names that had them when these were looked up. */
    boolean answersAsBefore(List<Lookup> before) {
        for (Lookup lookup : before) {
            List<Candidate> candidates = byFormerName.getOrDefault(lookup.name(), List.of());
            if (candidates.size() != lookup.holders().size()) {
                return false;
            }
            for (int i = 0; i < candidates.size(); i++) {
                if (candidates.get(i).state().orElse(null) != lookup.holders().get(i)) {
                    return false;
                }
            }
        }
        return true;
    }
}
