package dev.capstan.cli.rollout;

import dev.capstan.cli.manifests.RenderedInstallation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Says what an installation would change, by dry runs of the API server. */
final class Rehearsal {

    private final KubernetesClient client;
    private final String fieldManager;

    Rehearsal(KubernetesClient client, String fieldManager) {
        this.client = client;
        this.fieldManager = fieldManager;
    }

    List<String> lines(RenderedInstallation rendered, List<GenericKubernetesResource> objects) {
        String namespace = rendered.choice().namespace();
        boolean isNew = client.namespaces().withName(namespace).get() == null;
        List<String> lines = new ArrayList<>();
        if (rendered.choice().needsNats()) {
            for (String secret : List.of(NatsSecrets.LOGIN, NatsSecrets.CERTIFICATE)) {
                if (isNew
                        || client.secrets()
                                        .inNamespace(namespace)
                                        .withName(secret)
                                        .get()
                                == null) {
                    lines.add("Secret %s/%s would be made".formatted(namespace, secret));
                }
            }
        }
        int unchanged = 0;
        for (GenericKubernetesResource object : objects) {
            GenericKubernetesResource before = client.resource(object).get();
            Optional<String> change = before == null ? Optional.of("would be created") : change(before, object);
            change.ifPresent(words -> lines.add(Ledger.title(object) + " " + words));
            if (change.isEmpty()) {
                unchanged++;
            }
        }
        if (unchanged > 0) {
            lines.add(unchanged + " objects are as they would be");
        }
        lines.addAll(new Leftovers(client, namespace, objects).plan());
        return List.copyOf(lines);
    }

    private Optional<String> change(GenericKubernetesResource before, GenericKubernetesResource object) {
        try {
            GenericKubernetesResource after = client.resource(object)
                    .dryRun()
                    .fieldManager(fieldManager)
                    .forceConflicts()
                    .serverSideApply();
            return content(before).equals(content(after)) ? Optional.empty() : Optional.of("would be changed");
        } catch (KubernetesClientException refusal) {
            return Optional.of("would be refused: " + refusal.getMessage());
        }
    }

    private static Map<String, Object> content(GenericKubernetesResource object) {
        var metadata = object.getMetadata();
        return Map.of(
                "labels", Objects.requireNonNullElse(metadata.getLabels(), Map.of()),
                "annotations", Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()),
                "generation", Objects.requireNonNullElse(metadata.getGeneration(), 0L),
                "rest", withoutStatus(object.getAdditionalProperties()));
    }

    private static Map<String, Object> withoutStatus(Map<String, Object> properties) {
        var rest = new HashMap<>(properties);
        rest.remove("status");
        return rest;
    }
}
