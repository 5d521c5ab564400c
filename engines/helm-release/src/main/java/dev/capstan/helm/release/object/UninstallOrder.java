package dev.capstan.helm.release.object;

import dev.capstan.apply.Manifest;
import java.util.Comparator;
import java.util.List;

/** In which order Helm deletes: kinds that it does not know come last, by kind. */
public final class UninstallOrder {

    private static final List<String> KINDS = List.of(
            "ValidatingWebhookConfiguration",
            "MutatingWebhookConfiguration",
            "APIService",
            "Ingress",
            "IngressClass",
            "Service",
            "CronJob",
            "Job",
            "StatefulSet",
            "HorizontalPodAutoscaler",
            "Deployment",
            "ReplicaSet",
            "ReplicationController",
            "Pod",
            "DaemonSet",
            "RoleBindingList",
            "RoleBinding",
            "RoleList",
            "Role",
            "ClusterRoleBindingList",
            "ClusterRoleBinding",
            "ClusterRoleList",
            "ClusterRole",
            "CustomResourceDefinition",
            "PersistentVolumeClaim",
            "PersistentVolume",
            "StorageClass",
            "ConfigMap",
            "SecretList",
            "Secret",
            "ServiceAccount",
            "PodDisruptionBudget",
            "PodSecurityPolicy",
            "LimitRange",
            "ResourceQuota",
            "NetworkPolicy",
            "Namespace",
            "PriorityClass");

    private static final Comparator<Manifest> ORDER = Comparator.<Manifest>comparingInt(
                    manifest -> KINDS.contains(manifest.id().kind())
                            ? KINDS.indexOf(manifest.id().kind())
                            : KINDS.size())
            .thenComparing(manifest ->
                    KINDS.contains(manifest.id().kind()) ? "" : manifest.id().kind());

    private UninstallOrder() {}

    /** The objects in the order in which they are deleted. */
    public static List<Manifest> of(List<Manifest> objects) {
        return objects.stream().sorted(ORDER).toList();
    }
}
