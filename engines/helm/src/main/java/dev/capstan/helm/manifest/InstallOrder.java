package dev.capstan.helm.manifest;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order of kinds in which Helm lists and installs objects: what others need comes first; kinds it does not know come last. */
public final class InstallOrder {
    /** The kinds that Helm knows, in this order. */
    public static final List<String> KINDS = List.of(
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

    private static final Map<String, Integer> PLACES = new HashMap<>();

    /** Compares kinds; kinds that Helm does not know are in the order of the alphabet. */
    public static final Comparator<String> BY_KIND = Comparator.<String>comparingInt(
                    kind -> PLACES.getOrDefault(kind, KINDS.size()))
            .thenComparing(kind -> PLACES.containsKey(kind) ? "" : kind);

    static {
        for (int i = 0; i < KINDS.size(); i++) {
            PLACES.put(KINDS.get(i), i);
        }
    }

    private InstallOrder() {}
}
