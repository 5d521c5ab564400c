package dev.capstan.cli.migrate.takeover;

import dev.capstan.cli.migrate.survey.FluxOrigin;
import dev.capstan.cli.migrate.survey.FluxSurvey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What belongs to the controllers of Flux themselves: Deployments, rights, networks. Its definitions and the objects of its kinds
 * are not among them, nor is anything that it applied.
 */
final class FluxObjects {

    /** A kind of which Flux has objects of its own. */
    private record Kind(String apiVersion, String kind, boolean isNamespaced) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("apps/v1", "Deployment", true),
            new Kind("policy/v1", "PodDisruptionBudget", true),
            new Kind("networking.k8s.io/v1", "NetworkPolicy", true),
            new Kind("v1", "ResourceQuota", true),
            new Kind("rbac.authorization.k8s.io/v1", "RoleBinding", true),
            new Kind("rbac.authorization.k8s.io/v1", "Role", true),
            new Kind("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", false),
            new Kind("rbac.authorization.k8s.io/v1", "ClusterRole", false),
            new Kind("v1", "Service", true),
            new Kind("v1", "ServiceAccount", true));

    /**
     * These are changed in place: a Service keeps its address, a ServiceAccount what a cloud knows it by, and without
     * definitions there would be no objects.
     */
    private static final Set<String> STAYING =
            Set.of("Service", "ServiceAccount", "Namespace", "CustomResourceDefinition");

    private static final String PART_OF = "app.kubernetes.io/part-of";

    private final KubernetesClient client;
    private final FluxSurvey survey;

    FluxObjects(KubernetesClient client, FluxSurvey survey) {
        this.client = client;
        this.survey = survey;
    }

    /** Everything of Flux that a migration changes or takes away, as it is now. */
    List<GenericKubernetesResource> all() {
        List<GenericKubernetesResource> all = new ArrayList<>();
        all.add(client.genericKubernetesResources("v1", "Namespace")
                .withName(survey.namespace())
                .get());
        survey.kinds()
                .forEach(use ->
                        all.add(client.genericKubernetesResources("apiextensions.k8s.io/v1", "CustomResourceDefinition")
                                .withName(use.definition())
                                .get()));
        for (Kind kind : KINDS) {
            var resources = client.genericKubernetesResources(kind.apiVersion(), kind.kind());
            (kind.isNamespaced()
                            ? resources.inNamespace(survey.namespace()).withLabel(PART_OF, "flux")
                            : resources.withLabel(PART_OF, "flux"))
                    .list().getItems().stream()
                            .filter(object -> kind.isNamespaced() || isOfThisInstallation(object))
                            .forEach(all::add);
        }
        if (survey.origin() instanceof FluxOrigin.HelmRelease(var namespace, var release)) {
            all.addAll(client.genericKubernetesResources("v1", "Secret")
                    .inNamespace(namespace)
                    .withLabel("owner", "helm")
                    .withLabel("name", release)
                    .list()
                    .getItems());
        }
        return all.stream().filter(Objects::nonNull).toList();
    }

    private boolean isOfThisInstallation(GenericKubernetesResource object) {
        String instance =
                object.getMetadata().getLabels().getOrDefault("app.kubernetes.io/instance", survey.namespace());
        return instance.equals(survey.namespace())
                || object.getMetadata().getLabels().containsKey("app.kubernetes.io/managed-by");
    }

    /** Whether an object goes before ours come. */
    static boolean goes(GenericKubernetesResource object) {
        return !STAYING.contains(object.getKind());
    }
}
