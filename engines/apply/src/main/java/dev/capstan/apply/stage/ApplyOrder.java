package dev.capstan.apply.stage;

import dev.capstan.apply.ObjectId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which order kinds are applied inside a stage. */
public final class ApplyOrder {

    private static final List<String> FIRST = List.of(
            "CustomResourceDefinition",
            "Namespace",
            "ClusterRole",
            "ClusterClass",
            "RuntimeClass",
            "PriorityClass",
            "StorageClass",
            "VolumeSnapshotClass",
            "IngressClass",
            "GatewayClass",
            "ClusterRoleBinding",
            "ResourceQuota",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "ConfigMap",
            "Secret",
            "Service",
            "LimitRange",
            "Deployment",
            "StatefulSet",
            "CronJob",
            "PodDisruptionBudget");
    private static final List<String> LAST = List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    private static final Map<String, Integer> RANKS = ranks();
    private static final int MIDDLE = FIRST.size();

    /** First to be applied first. Kinds without a place of their own are ordered by group, kind, namespace and name. */
    public static final Comparator<ObjectId> APPLY =
            Comparator.comparingInt(ApplyOrder::rank).thenComparing(Comparator.naturalOrder());

    private ApplyOrder() {}

    /** Objects of one rank do not need each other and may be written at the same time. */
    public static int rank(ObjectId id) {
        return RANKS.getOrDefault(id.kind(), MIDDLE);
    }

    private static Map<String, Integer> ranks() {
        Map<String, Integer> ranks = new HashMap<>();
        FIRST.forEach(kind -> ranks.put(kind, ranks.size()));
        LAST.forEach(kind -> ranks.put(kind, FIRST.size() + 1 + LAST.indexOf(kind)));
        return Map.copyOf(ranks);
    }
}
