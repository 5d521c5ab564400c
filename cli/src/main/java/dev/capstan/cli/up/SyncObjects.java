package dev.capstan.cli.up;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ToolkitKeys;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The GitRepository and the Kustomization that stand for what {@code up} was asked to keep. */
final class SyncObjects {

    private static final String FIELD_MANAGER = "capstan-up";

    private final KubernetesClient client;
    private final SyncSpec wanted;
    private final String request = Instant.now().toString();

    SyncObjects(KubernetesClient client, SyncSpec wanted) {
        this.client = client;
        this.wanted = wanted;
    }

    /** Declares the source and asks for a look at it now. */
    void applySource() {
        namespace(wanted.namespace());
        wanted.targetNamespace().ifPresent(this::namespace);
        apply(object(ToolkitKind.GIT_REPOSITORY, sourceSpec()));
    }

    /** Declares the Kustomization and asks for a run now. */
    void applyKustomization() {
        apply(object(ToolkitKind.KUSTOMIZATION, kustomizationSpec()));
    }

    private void namespace(String name) {
        if (client.namespaces().withName(name).get() == null) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    private Map<String, Object> sourceSpec() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("url", wanted.url());
        spec.put("interval", wanted.interval());
        spec.put("ref", Map.of(wanted.reference().getKey(), wanted.reference().getValue()));
        wanted.secret().ifPresent(name -> spec.put("secretRef", Map.of("name", name)));
        return spec;
    }

    private Map<String, Object> kustomizationSpec() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("interval", "10m");
        spec.put("retryInterval", "30s");
        spec.put("timeout", wanted.healthTimeout().toSeconds() + "s");
        spec.put("path", wanted.path());
        spec.put("prune", wanted.prune());
        spec.put("wait", true);
        spec.put("sourceRef", Map.of("kind", ToolkitKind.GIT_REPOSITORY.kind(), "name", wanted.name()));
        wanted.targetNamespace().ifPresent(name -> spec.put("targetNamespace", name));
        return spec;
    }

    private GenericKubernetesResource object(ToolkitKind kind, Map<String, Object> spec) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(kind.apiVersion())
                .withKind(kind.kind())
                .withNewMetadata()
                .withName(wanted.name())
                .withNamespace(wanted.namespace())
                .addToAnnotations(ToolkitKeys.REQUESTED_AT, request)
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    private void apply(GenericKubernetesResource object) {
        client.resource(object).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    }

    /** The token that both objects are declared with; the status of one repeats it when it was looked at after that. */
    String request() {
        return request;
    }

    Resource<GenericKubernetesResource> source() {
        return named(ToolkitKind.GIT_REPOSITORY);
    }

    Resource<GenericKubernetesResource> kustomization() {
        return named(ToolkitKind.KUSTOMIZATION);
    }

    private Resource<GenericKubernetesResource> named(ToolkitKind kind) {
        return client.genericKubernetesResources(kind.context())
                .inNamespace(wanted.namespace())
                .withName(wanted.name());
    }
}
