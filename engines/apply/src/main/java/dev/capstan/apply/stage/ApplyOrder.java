package dev.capstan.apply.stage;

import dev.capstan.apply.Manifest;
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

    /** The kinds of Helm's order; all others come after them. */
    private static final List<String> HELM_KINDS = List.of(
            "PriorityClass",
            "Namespace",
            "NetworkPolicy",
            "ResourceQuota",
            "LimitRange",
            "PodSecurityPolicy",
            "PodDisruptionBudget",
            "ServiceAccount",
            "Secret",
            "SecretList",
            "ConfigMap",
            "StorageClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleList",
            "ClusterRoleBinding",
            "ClusterRoleBindingList",
            "Role",
            "RoleList",
            "RoleBinding",
            "RoleBindingList",
            "Service",
            "DaemonSet",
            "Pod",
            "ReplicationController",
            "ReplicaSet",
            "Deployment",
            "HorizontalPodAutoscaler",
            "StatefulSet",
            "Job",
            "CronJob",
            "IngressClass",
            "Ingress",
            "APIService",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration");

    private static final ApplyOrder HELM = new ApplyOrder(HELM_KINDS, List.of());

    private static final ApplyOrder FLUX = new ApplyOrder(FIRST, LAST);

    private final Map<String, Integer> ranks;
    private final int middle;

    /**
     * An order by kind.
     *
     * @param first kinds that come before all others, in that order
     * @param last kinds that come after all others, in that order
     */
    public ApplyOrder(List<String> first, List<String> last) {
        Map<String, Integer> byKind = new HashMap<>();
        first.forEach(kind -> byKind.put(kind, byKind.size()));
        last.forEach(kind -> byKind.put(kind, first.size() + 1 + last.indexOf(kind)));
        this.ranks = Map.copyOf(byKind);
        this.middle = first.size();
    }

    /** The order of Flux. */
    public static ApplyOrder flux() {
        return FLUX;
    }

    /** The order of Helm. */
    public static ApplyOrder helm() {
        return HELM;
    }

    /** First to be applied first. Kinds without a place of their own are ordered by group, kind, namespace and name. */
    public Comparator<ObjectId> comparator() {
        return Comparator.comparingInt(this::rank).thenComparing(Comparator.naturalOrder());
    }

    /** The objects in this order. */
    public List<Manifest> sorted(List<Manifest> manifests) {
        return manifests.stream()
                .sorted(Comparator.comparing(Manifest::id, comparator()))
                .toList();
    }

    /** Objects of one rank do not need each other and may be written at the same time. */
    public int rank(ObjectId id) {
        return ranks.getOrDefault(id.kind(), middle);
    }
}
