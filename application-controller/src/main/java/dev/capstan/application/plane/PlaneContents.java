package dev.capstan.application.plane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.health.assess.Customizations;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.signature.SignaturePolicies;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of a control-plane namespace, as they are written.
 *
 * @param configMaps the data of ConfigMaps, by their names
 * @param secrets those of repositories and clusters
 * @param projects AppProjects, as trees
 */
public record PlaneContents(
        String namespace,
        Map<String, Map<String, String>> configMaps,
        List<ArgoSecret> secrets,
        List<JsonNode> projects) {
    private static final String SETTINGS = "argocd-cm";
    private static final String KNOWN_HOSTS = "argocd-ssh-known-hosts-cm";
    private static final String AUTHORITIES = "argocd-tls-certs-cm";
    private static final String SIGNERS = "argocd-gpg-keys-cm";

    /** Copies map and lists. */
    public PlaneContents {
        configMaps = Map.copyOf(configMaps);
        secrets = List.copyOf(secrets);
        projects = List.copyOf(projects);
    }

    /** What they say; never fails, since what cannot be read is what it is for one who permits nothing. */
    public ControlPlane read(Clock clock) {
        Map<String, String> settings = data(SETTINGS);
        ArgoSettings read = ArgoSettings.of(settings);
        Repositories repositories = Repositories.of(secrets);
        Clusters clusters = Clusters.of(secrets, read.isInClusterEnabled());
        Map<String, AppProject> permissions = new HashMap<>();
        Map<String, SignaturePolicies> signatures = new HashMap<>();
        for (JsonNode project : projects) {
            String name = project.path("metadata").path("name").asText("");
            permissions.put(name, AppProject.of(project, repositories.urlsOf(name), clusters.ofProject(name)));
            signatures.put(name, SignaturePolicies.of(project.path("spec")));
        }
        return new ControlPlane(
                namespace,
                read,
                repositories,
                clusters,
                permissions,
                HealthRules.of(Customizations.of(settings), clock),
                new RemoteTrust(
                        data(KNOWN_HOSTS).getOrDefault("ssh_known_hosts", ""), data(AUTHORITIES), data(SIGNERS)),
                signatures);
    }

    private Map<String, String> data(String configMap) {
        return configMaps.getOrDefault(configMap, Map.of());
    }
}
