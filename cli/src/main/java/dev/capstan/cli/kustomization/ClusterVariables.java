package dev.capstan.cli.kustomization;

import dev.capstan.api.kustomize.PostBuild;
import dev.capstan.api.kustomize.SubstituteReference;
import dev.capstan.cli.CommandFailure;
import dev.capstan.kustomizationbuild.substitute.Variables;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of {@code spec.postBuild}, read from the ConfigMaps and Secrets of the cluster.
 *
 * @param variables references in their order, then the inline ones over all
 * @param secrets values that no output may show
 */
record ClusterVariables(Variables variables, Set<String> secrets) {

    static final ClusterVariables NONE = new ClusterVariables(Variables.NONE, Set.of());

    ClusterVariables {
        secrets = Set.copyOf(secrets);
    }

    /** @throws CommandFailure when one of the places cannot be read */
    static ClusterVariables of(KubernetesClient client, PostBuild postBuild, String namespace) {
        Variables variables = Variables.NONE;
        Set<String> secrets = new HashSet<>();
        for (SubstituteReference reference : postBuild.substituteFrom()) {
            Optional<Map<String, String>> values = read(client, reference, namespace);
            if (values.isEmpty() && !reference.optional()) {
                throw new CommandFailure("substitute from %s/%s/%s: it does not exist"
                        .formatted(reference.kind(), namespace, reference.name()));
            }
            variables = variables.overlaidBy(values.orElse(Map.of()));
            if (reference.kind().equals("Secret")) {
                secrets.addAll(new Variables(values.orElse(Map.of())).values().values());
            }
        }
        Variables all = variables.overlaidBy(postBuild.substitute());
        all.firstInvalidName().ifPresent(failure -> {
            throw new CommandFailure(failure.message());
        });
        return new ClusterVariables(all, secrets);
    }

    private static Optional<Map<String, String>> read(
            KubernetesClient client, SubstituteReference reference, String namespace) {
        try {
            return reference.kind().equals("Secret")
                    ? Optional.ofNullable(client.secrets()
                                    .inNamespace(namespace)
                                    .withName(reference.name())
                                    .get())
                            .map(secret -> decoded(
                                    Optional.ofNullable(secret.getData()).orElse(Map.of())))
                    : Optional.ofNullable(client.configMaps()
                                    .inNamespace(namespace)
                                    .withName(reference.name())
                                    .get())
                            .map(map -> Optional.ofNullable(map.getData()).orElse(Map.of()));
        } catch (KubernetesClientException refusal) {
            throw new CommandFailure(
                    "substitute from %s/%s/%s: it cannot be read: %s"
                            .formatted(reference.kind(), namespace, reference.name(), refusal.getMessage()),
                    refusal);
        }
    }

    private static Map<String, String> decoded(Map<String, String> data) {
        Map<String, String> values = new HashMap<>();
        data.forEach(
                (key, text) -> values.put(key, new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
        return values;
    }

    @Override
    public String toString() {
        return "ClusterVariables" + variables.values().keySet();
    }
}
