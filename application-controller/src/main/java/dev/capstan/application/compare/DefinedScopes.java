package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.application.live.GroupKind;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.source.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Scopes of kinds: what the cluster says, and, of kinds that it does not know yet, what their definitions among the manifests say.
 */
final class DefinedScopes implements BiFunction<String, String, Scope> {
    private final BiFunction<String, String, Scope> served;
    private final Map<GroupKind, Scope> defined = new HashMap<>();

    DefinedScopes(List<Manifest> manifests, BiFunction<String, String, Scope> served) {
        this.served = served;
        for (Manifest manifest : manifests) {
            JsonNode object = manifest.object();
            if (ObjectKey.of(object).isKind("apiextensions.k8s.io", "CustomResourceDefinition")) {
                JsonNode spec = object.path("spec");
                defined.put(
                        new GroupKind(
                                spec.path("group").asText(""),
                                spec.path("names").path("kind").asText("")),
                        spec.path("scope").asText("").equals("Cluster") ? Scope.CLUSTER : Scope.NAMESPACE);
            }
        }
    }

    @Override
    public Scope apply(String group, String kind) {
        Scope known = served.apply(group, kind);
        return known == Scope.UNKNOWN ? defined.getOrDefault(new GroupKind(group, kind), Scope.UNKNOWN) : known;
    }
}
