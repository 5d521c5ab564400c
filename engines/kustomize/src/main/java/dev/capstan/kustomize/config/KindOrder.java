package dev.capstan.kustomize.config;

import dev.capstan.kustomize.resource.Gvk;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order of kinds that field lists are sorted by, and that the legacy order of objects starts from. */
public final class KindOrder {
    /** Kinds that come before all others. */
    public static final List<String> FIRST = List.of(
            "Namespace",
            "ResourceQuota",
            "StorageClass",
            "CustomResourceDefinition",
            "ServiceAccount",
            "PodSecurityPolicy",
            "Role",
            "ClusterRole",
            "RoleBinding",
            "ClusterRoleBinding",
            "ConfigMap",
            "Secret",
            "Endpoints",
            "Service",
            "LimitRange",
            "PriorityClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "Deployment",
            "StatefulSet",
            "CronJob",
            "PodDisruptionBudget");

    /** Kinds that come after all others. */
    public static final List<String> LAST = List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    /** First kinds, others by group, version and kind, last kinds. */
    static final Comparator<Gvk> COMPARATOR = new KindOrder(FIRST, LAST).byKind();

    private final Map<String, Integer> ranks = new HashMap<>();

    /** An order with other first and last kinds. */
    public KindOrder(List<String> first, List<String> last) {
        for (int i = 0; i < first.size(); i++) {
            ranks.put(first.get(i), i - first.size());
        }
        for (int i = 0; i < last.size(); i++) {
            ranks.put(last.get(i), i + 1);
        }
    }

    /** The order. */
    public Comparator<Gvk> byKind() {
        return Comparator.<Gvk>comparingInt(gvk -> ranks.getOrDefault(gvk.kind(), 0))
                .thenComparing(KindOrder::sortText);
    }

    /** Group, version and kind as one text; a missing part sorts after all others. */
    public static String sortText(Gvk gvk) {
        return (gvk.group().isEmpty() ? "~G" : gvk.group())
                + "_" + (gvk.version().isEmpty() ? "~V" : gvk.version())
                + "_" + (gvk.kind().isEmpty() ? "~K" : gvk.kind());
    }
}
