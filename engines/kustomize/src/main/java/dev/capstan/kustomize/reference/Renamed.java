package dev.capstan.kustomize.reference;

import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import dev.capstan.kustomize.resource.ResourceList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The objects that have had another name, by every name they have had; and all objects by their first namespace. */
final class Renamed {
    /** An object with its identities, which do not change while references are followed. */
    record Candidate(Resource resource, ResourceId now, List<ResourceId> former) {
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

    private final Map<String, List<Candidate>> byFormerName = new HashMap<>();
    private final Map<String, List<Candidate>> byFirstNamespace = new HashMap<>();

    Renamed(ResourceList resources) {
        for (Resource resource : resources.all()) {
            if (resource.isGone()) {
                continue;
            }
            Candidate candidate = new Candidate(resource, resource.id(), resource.previousIds());
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
        return byFormerName.getOrDefault(name, List.of());
    }

    List<Candidate> firstIn(String namespace) {
        return byFirstNamespace.getOrDefault(namespace, List.of());
    }
}
