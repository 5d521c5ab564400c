package dev.capstan.argo.sync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order of kinds in a wave: what others need comes first, and kinds that are not listed come last. */
final class KindOrder {

    private static final List<String> KINDS = List.of(
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
            "APIService");

    private static final Map<String, Integer> PLACES = places();

    private KindOrder() {}

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        KINDS.forEach(kind -> places.put(kind, places.size()));
        return Map.copyOf(places);
    }

    /** The place of a kind, whatever its group. */
    static int of(String kind) {
        return PLACES.getOrDefault(kind, KINDS.size());
    }
}
