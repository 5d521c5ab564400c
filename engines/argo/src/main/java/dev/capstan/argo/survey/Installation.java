package dev.capstan.argo.survey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.secret.ArgoSecret;
import java.util.List;
import java.util.Map;

/**
 * An installation of Argo CD as it is found in a cluster.
 *
 * @param namespace of its control plane
 * @param configMaps data by name, of those in that namespace
 * @param secrets of that namespace that describe repositories and clusters
 * @param projects AppProjects
 * @param applications of all namespaces
 * @param sets ApplicationSets of all namespaces
 */
public record Installation(
        String namespace,
        Map<String, Map<String, String>> configMaps,
        List<ArgoSecret> secrets,
        List<JsonNode> projects,
        List<JsonNode> applications,
        List<JsonNode> sets) {

    /** Copies the collections. */
    public Installation {
        configMaps = Map.copyOf(configMaps);
        secrets = List.copyOf(secrets);
        projects = List.copyOf(projects);
        applications = List.copyOf(applications);
        sets = List.copyOf(sets);
    }

    /** The data of a ConfigMap; none when there is no such one. */
    Map<String, String> configMap(String name) {
        return configMaps.getOrDefault(name, Map.of());
    }
}
