package dev.capstan.cli.migrate.argo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import dev.capstan.argo.survey.Installation;
import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads what an installation of Argo CD consists of; writes nothing. */
public final class ArgoInstallation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "argoproj.io";

    private final KubernetesClient client;
    private final String namespace;

    private ArgoInstallation(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Looks at a cluster.
     *
     * @param namespace of the control plane
     * @throws CommandFailure when the cluster does not know Applications
     * @throws KubernetesClientException when something may not be seen
     */
    public static Installation read(KubernetesClient client, String namespace) {
        var found = new ArgoInstallation(client, namespace);
        return new Installation(
                namespace,
                found.configMaps(),
                found.secrets(),
                found.objects("AppProject", "appprojects").stream()
                        .filter(project -> project.path("metadata")
                                .path("namespace")
                                .asText()
                                .equals(namespace))
                        .toList(),
                found.objects("Application", "applications"),
                found.objects("ApplicationSet", "applicationsets"));
    }

    private Map<String, Map<String, String>> configMaps() {
        var data = new HashMap<String, Map<String, String>>();
        client.configMaps()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(
                        it -> data.put(it.getMetadata().getName(), Objects.requireNonNullElse(it.getData(), Map.of())));
        return data;
    }

    private List<ArgoSecret> secrets() {
        return client.secrets().inNamespace(namespace).withLabel(SecretType.LABEL).list().getItems().stream()
                .map(ArgoInstallation::secret)
                .toList();
    }

    private static ArgoSecret secret(Secret secret) {
        var data = new HashMap<String, byte[]>();
        Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
                .forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
        var metadata = secret.getMetadata();
        return new ArgoSecret(
                metadata.getName(),
                Objects.requireNonNullElse(metadata.getLabels(), Map.of()),
                Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()),
                data);
    }

    private List<JsonNode> objects(String kind, String plural) {
        var context = new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
        try {
            return client.genericKubernetesResources(context).inAnyNamespace().list().getItems().stream()
                    .map(this::tree)
                    .toList();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw new CommandFailure("No Argo CD is in this cluster: it does not know the kind " + kind + " of "
                        + GROUP + "/v1alpha1");
            }
            throw refused;
        }
    }

    private JsonNode tree(GenericKubernetesResource object) {
        try {
            return JSON.readTree(client.getKubernetesSerialization().asJson(object));
        } catch (JsonProcessingException unwritten) {
            throw new IllegalStateException("What was written as JSON is JSON", unwritten);
        }
    }
}
