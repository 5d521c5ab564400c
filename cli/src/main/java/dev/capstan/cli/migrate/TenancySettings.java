package dev.capstan.cli.migrate;

import dev.capstan.cli.migrate.plan.Tenancy;
import java.util.Map;
import java.util.TreeMap;

/** How a tenancy is said to a controller. What the manifests say already is said again, so that nothing depends on their defaults. */
final class TenancySettings {

    private TenancySettings() {}

    static Map<String, String> of(String component, Tenancy tenancy) {
        Map<String, String> variables = new TreeMap<>();
        String isClosed = Boolean.toString(!tenancy.hasCrossNamespaceRefs());
        switch (component) {
            case "source-controller" -> variables.put("CAPSTAN_SOURCE_NO_CROSS_NAMESPACE_REFS", isClosed);
            case "kustomize-controller" -> {
                variables.put("CAPSTAN_KUSTOMIZE_NO_CROSS_NAMESPACE_REFS", isClosed);
                variables.put("CAPSTAN_KUSTOMIZE_NO_REMOTE_BASES", Boolean.toString(!tenancy.hasRemoteBases()));
                tenancy.kustomizeAccount()
                        .ifPresent(account -> variables.put("CAPSTAN_KUSTOMIZE_DEFAULT_SERVICE_ACCOUNT", account));
            }
            case "helm-controller" -> {
                variables.put("CAPSTAN_HELM_NO_CROSS_NAMESPACE_REFS", isClosed);
                tenancy.helmAccount()
                        .ifPresent(account -> variables.put("CAPSTAN_HELM_DEFAULT_SERVICE_ACCOUNT", account));
            }
            case "notification-controller" ->
                variables.put(
                        "CAPSTAN_NOTIFICATION_CROSS_NAMESPACE_REFS", Boolean.toString(tenancy.hasCrossNamespaceRefs()));
            case "image-reflector" -> variables.put("CAPSTAN_IMAGE_NO_CROSS_NAMESPACE_REFS", isClosed);
            default -> {}
        }
        return variables;
    }
}
