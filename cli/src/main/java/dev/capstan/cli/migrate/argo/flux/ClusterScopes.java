package dev.capstan.cli.migrate.argo.flux;

import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.argo.project.Scope;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Which kinds of a cluster live in namespaces, by group and kind. */
final class ClusterScopes implements BiFunction<String, String, Scope> {
    private final Map<String, Scope> known = new HashMap<>();

    ClusterScopes(KubernetesClient client) {
        var catalog = new ResourceCatalog(Fabric8ClusterApi.of(client), Clock.systemUTC());
        for (ResourceType type : catalog.everything().types()) {
            known.put(
                    type.kind().group() + "/" + type.kind().kind(),
                    type.isNamespaced() ? Scope.NAMESPACE : Scope.CLUSTER);
        }
    }

    @Override
    public Scope apply(String group, String kind) {
        return known.getOrDefault(group + "/" + kind, Scope.UNKNOWN);
    }
}
