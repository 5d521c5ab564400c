package dev.capstan.cli.migrate.takeover;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.List;

/**
 * Writes objects again, unchanged, so that they are stored in the version that stays, and takes the others off the definition's
 * list: the API server refuses definitions without a version that is on it.
 */
final class StoredVersions {

    private static final int TRIES = 5;

    private final KubernetesClient client;

    StoredVersions(KubernetesClient client) {
        this.client = client;
    }

    /** @param definition name of a definition */
    void convert(String definition) {
        CustomResourceDefinition live = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(definition)
                .get();
        if (live == null) {
            return;
        }
        String stored = live.getSpec().getVersions().stream()
                .filter(version -> Boolean.TRUE.equals(version.getStorage()))
                .map(CustomResourceDefinitionVersion::getName)
                .findFirst()
                .orElseThrow();
        var resources = client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(live.getSpec().getGroup())
                .withVersion(stored)
                .withKind(live.getSpec().getNames().getKind())
                .withPlural(live.getSpec().getNames().getPlural())
                .withNamespaced(true)
                .build());
        for (GenericKubernetesResource object :
                resources.inAnyNamespace().list().getItems()) {
            write(object);
        }
        CustomResourceDefinition patched = new CustomResourceDefinitionBuilder(live)
                .editStatus()
                .withStoredVersions(List.of(stored))
                .endStatus()
                .build();
        client.resource(patched).updateStatus();
    }

    private void write(GenericKubernetesResource object) {
        GenericKubernetesResource next = object;
        for (int i = 0; next != null; i++) {
            try {
                client.resource(next).update();
                return;
            } catch (KubernetesClientException refusal) {
                if (refusal.getCode() != HttpURLConnection.HTTP_CONFLICT || i == TRIES) {
                    throw refusal;
                }
                next = client.resource(object).get();
            }
        }
    }
}
