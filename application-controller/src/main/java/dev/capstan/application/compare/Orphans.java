package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.project.OrphanedResources;
import dev.capstan.argo.tracking.Tracking;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Objects of a namespace that nobody manages: no Application, nothing of Flux, and no other object. */
public final class Orphans {
    private static final String ACCOUNT = "kubernetes.io/service-account.name";

    private Orphans() {}

    /**
     * Counts them.
     *
     * @param objects of the namespace, with their metadata
     * @param watches which kinds are looked at at all
     */
    public static int count(
            List<ObjectNode> objects, OrphanedResources rules, Tracking tracking, Targets.Watches watches) {
        Set<String> statefulSets = objects.stream()
                .map(ObjectKey::of)
                .filter(key -> key.isKind("apps", "StatefulSet"))
                .map(ObjectKey::name)
                .collect(Collectors.toSet());
        return (int) objects.stream()
                .filter(object -> {
                    ObjectKey key = ObjectKey.of(object);
                    return watches.watches(key.group(), key.kind())
                            && !isManaged(object, tracking)
                            && !isClaimOf(key, statefulSets)
                            && rules.isOrphan(key.group(), key.kind(), key.namespace(), key.name());
                })
                .count();
    }

    private static boolean isManaged(JsonNode object, Tracking tracking) {
        return !object.path("metadata").path("ownerReferences").isEmpty()
                || tracking.owner(object).isPresent()
                || ForeignOwner.of(object).isPresent()
                || Metadata.of(object).annotation(ACCOUNT).isPresent();
    }

    /** The claims of a StatefulSet's templates do not say whose they are, but for their names: template, set, number. */
    private static boolean isClaimOf(ObjectKey key, Set<String> statefulSets) {
        int dash = key.name().lastIndexOf('-');
        if (!key.isKind("", "PersistentVolumeClaim") || dash < 0) {
            return false;
        }
        String withoutNumber = key.name().substring(0, dash);
        return statefulSets.stream().anyMatch(set -> withoutNumber.endsWith("-" + set));
    }
}
