package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.cluster.Destination;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.project.ServiceAccounts.Account;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Destinations of Applications. Each namespace is proposed once. */
final class Targets {
    private static final String ACCOUNT = "system:serviceaccount:";

    private final ProposalSettings settings;
    private final Clusters clusters;
    private final Set<String> proposed = new HashSet<>();

    Targets(ProposalSettings settings, Clusters clusters) {
        this.settings = settings;
        this.clusters = clusters;
    }

    /** Where an Application goes; empty when nobody can tell, which is noted. */
    Optional<Target> of(JsonNode application, ProjectFacts project, Notes notes) {
        JsonNode spec = application.path("spec");
        var destination = Destination.of(spec.path("destination"));
        return switch (clusters.find(destination)) {
            case Clusters.Lookup.Unusable(String why) -> missing(why, notes);
            case Clusters.Lookup.NotFound(String why) -> missing(why, notes);
            case Clusters.Lookup.Found(Cluster cluster) -> {
                Optional<String> kubeConfig = kubeConfig(cluster, notes);
                yield Optional.of(new Target(
                        destination.namespace(),
                        kubeConfig,
                        account(application, cluster, destination.namespace(), project, notes),
                        namespaces(spec, destination.namespace(), kubeConfig.isPresent(), notes)));
            }
        };
    }

    private static Optional<Target> missing(String why, Notes notes) {
        notes.missing("nothing is proposed: " + why);
        return Optional.empty();
    }

    private Optional<String> kubeConfig(Cluster cluster, Notes notes) {
        if (cluster.isInCluster()) {
            return Optional.empty();
        }
        String name = FreeNames.of(cluster.name().isEmpty() ? cluster.server() : cluster.name()) + "-kubeconfig";
        notes.todo(
                "make the Secret %s/%s with a kubeconfig for %s under the key 'value'; its login is not copied from %s/%s"
                        .formatted(settings.namespace(), name, cluster, settings.controlPlane(), cluster.secret()));
        if (!cluster.namespaces().isEmpty()) {
            notes.different("the Secret of the cluster restricts it to namespaces; let the account of the kubeconfig be"
                    + " restricted instead");
        }
        return Optional.of(name);
    }

    private Optional<String> account(
            JsonNode application, Cluster cluster, String namespace, ProjectFacts project, Notes notes) {
        String own = Metadata.of(application).namespace();
        return switch (project.project().serviceAccounts().find(cluster.server(), namespace, own)) {
            case Account.NoneNamed() -> Optional.empty();
            case Account.Unusable(String why) -> {
                notes.missing(why);
                yield Optional.empty();
            }
            case Account.Impersonated(String user) -> {
                String account = user.substring(ACCOUNT.length());
                String name = account.substring(account.indexOf(':') + 1);
                notes.todo("make the ServiceAccount %s/%s and bind to it what %s may do: Flux takes accounts of its own"
                                .formatted(settings.namespace(), name, account)
                        + " object's namespace only");
                yield Optional.of(name);
            }
        };
    }

    private List<ObjectNode> namespaces(JsonNode spec, String namespace, boolean isElsewhere, Notes notes) {
        JsonNode policy = spec.path("syncPolicy");
        if (namespace.isEmpty() || !new SyncOptions(Fields.texts(policy, "syncOptions")).isOn("CreateNamespace")) {
            return List.of();
        }
        if (isElsewhere) {
            notes.todo(
                    "CreateNamespace: put the Namespace " + namespace
                            + " into the manifests, or make it in the other cluster; a HelmRelease has install.createNamespace");
            return List.of();
        }
        if (!proposed.add(namespace)) {
            return List.of();
        }
        JsonNode metadata = policy.path("managedNamespaceMetadata");
        Map<String, String> labels = Fields.entries(metadata, "labels");
        return List.of(FluxObject.namespace(namespace, labels, Fields.entries(metadata, "annotations")));
    }
}
