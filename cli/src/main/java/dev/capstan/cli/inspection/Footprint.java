package dev.capstan.cli.inspection;

import dev.capstan.api.kind.ApiFamily;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ArgoDefinitions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an installation has in a cluster, found by the labels that every part of it carries. */
public final class Footprint {

    /**
     * A kind that installations have objects of.
     *
     * @param group of its API; empty for the core
     * @param version of its API
     * @param kind its name
     * @param plural its name in addresses
     * @param isNamespaced whether its objects lie in namespaces
     */
    public record Kind(String group, String version, String kind, String plural, boolean isNamespaced) {
        /** How a client reaches it. */
        public ResourceDefinitionContext context() {
            return new ResourceDefinitionContext.Builder()
                    .withGroup(group)
                    .withVersion(version)
                    .withKind(kind)
                    .withPlural(plural)
                    .withNamespaced(isNamespaced)
                    .build();
        }
    }

    /** The definitions of kinds. */
    public static final Kind DEFINITIONS =
            new Kind("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);

    private static final Kind BINDINGS =
            new Kind("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false);

    /** In the order in which they are taken away. */
    private static final List<Kind> KINDS = List.of(
            new Kind("apps", "v1", "Deployment", "deployments", true),
            new Kind("apps", "v1", "StatefulSet", "statefulsets", true),
            new Kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true),
            new Kind("", "v1", "Service", "services", true),
            new Kind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true),
            new Kind("", "v1", "ConfigMap", "configmaps", true),
            new Kind("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
            new Kind("", "v1", "ResourceQuota", "resourcequotas", true),
            new Kind("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true),
            new Kind("rbac.authorization.k8s.io", "v1", "Role", "roles", true),
            BINDINGS,
            new Kind("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false),
            new Kind("", "v1", "ServiceAccount", "serviceaccounts", true));

    /** Left alone: people put it there themselves, beside the installation. */
    private static final String MONITORING = "monitoring";

    private final KubernetesClient client;
    private final String namespace;

    /** What is in a namespace, and what of the cluster belongs to it. */
    public Footprint(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** The kinds of its parts but the definitions. */
    public static List<Kind> kinds() {
        return KINDS;
    }

    /** All parts but namespace and definitions, workloads first. */
    public List<GenericKubernetesResource> parts() {
        List<GenericKubernetesResource> parts = new ArrayList<>();
        for (Kind kind : KINDS) {
            list(kind).filter(this::isPart).forEach(parts::add);
        }
        oldBindings()
                .filter(old -> parts.stream()
                        .noneMatch(part -> part.getKind().equals(old.getKind())
                                && part.getMetadata()
                                        .getName()
                                        .equals(old.getMetadata().getName())))
                .forEach(parts::add);
        return List.copyOf(parts);
    }

    /** Bindings to all rights, of versions that did not label them; the most dangerous part to forget. */
    private Stream<GenericKubernetesResource> oldBindings() {
        return Stream.of("cluster-reconciler-", "cluster-reconciler-helm-", "cluster-reconciler-account-")
                .map(name -> client.genericKubernetesResources(BINDINGS.context())
                        .withName(name + namespace)
                        .get())
                .filter(Objects::nonNull);
    }

    /** The definitions of the toolkit's kinds, whoever brought them, but for those that are Argo CD's own. */
    public List<GenericKubernetesResource> definitions() {
        Set<String> names =
                ToolkitKind.served().stream().map(ToolkitKind::definition).collect(Collectors.toSet());
        return list(DEFINITIONS)
                .filter(definition -> names.contains(definition.getMetadata().getName()))
                .filter(definition -> !ArgoDefinitions.isForeign(definition))
                .toList();
    }

    /** The definitions of Argo CD's kinds that Argo CD has brought, by name; they are used, and left as they are. */
    public Set<String> definitionsOfArgo() {
        return ToolkitKind.served().stream()
                .filter(kind -> kind.family() == ApiFamily.ARGO)
                .flatMap(kind -> Stream.ofNullable(client.genericKubernetesResources(DEFINITIONS.context())
                        .withName(kind.definition())
                        .get()))
                .filter(ArgoDefinitions::isForeign)
                .map(definition -> definition.getMetadata().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isPart(GenericKubernetesResource object) {
        String component = Owners.label(object, Owners.COMPONENT).orElse("");
        if (component.isEmpty() || component.equals(MONITORING)) {
            return false;
        }
        return object.getMetadata().getNamespace() != null
                || Owners.label(object, Owners.INSTANCE)
                        .map(namespace::equals)
                        .orElseGet(() -> object.getMetadata().getName().endsWith("-" + namespace));
    }

    private Stream<GenericKubernetesResource> list(Kind kind) {
        var all = client.genericKubernetesResources(kind.context());
        try {
            return (kind.isNamespaced() ? all.inNamespace(namespace) : all)
                    .withLabel(Owners.PART_OF, Owners.FLUX).list().getItems().stream();
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Stream.empty();
            }
            throw refusal;
        }
    }
}
