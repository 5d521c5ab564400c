package dev.capstan.cli.migrate.survey;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out who installed the controllers, by the marks that installers leave. */
final class OriginSearch {

    private static final String OPERATOR_GROUP = "fluxcd.controlplane.io";
    private static final ResourceDefinitionContext INSTANCES = new ResourceDefinitionContext.Builder()
            .withGroup(OPERATOR_GROUP)
            .withVersion("v1")
            .withKind("FluxInstance")
            .withPlural("fluxinstances")
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;
    private final Map<ToolkitKind, List<ToolkitObject>> objects;

    OriginSearch(KubernetesClient client, Map<ToolkitKind, List<ToolkitObject>> objects) {
        this.client = client;
        this.objects = objects;
    }

    FluxOrigin of(List<FluxController> controllers) {
        Optional<FluxOrigin> instance = instance();
        if (instance.isPresent()) {
            return instance.get();
        }
        for (FluxController controller : controllers) {
            Map<String, String> labels = controller.labels();
            String kustomization = labels.getOrDefault("kustomize.toolkit.fluxcd.io/name", "");
            if (!kustomization.isEmpty()) {
                return bootstrapped(labels.getOrDefault("kustomize.toolkit.fluxcd.io/namespace", ""), kustomization);
            }
            String release = controller.annotations().getOrDefault("meta.helm.sh/release-name", "");
            if (!release.isEmpty()) {
                return new FluxOrigin.HelmRelease(
                        controller.annotations().getOrDefault("meta.helm.sh/release-namespace", controller.namespace()),
                        release);
            }
            String tracking = controller.annotations().getOrDefault("argocd.argoproj.io/tracking-id", "");
            if (!tracking.isEmpty()) {
                return new FluxOrigin.Other("Argo CD", List.of(tracking));
            }
        }
        return new FluxOrigin.Applied();
    }

    private Optional<FluxOrigin> instance() {
        try {
            return client.genericKubernetesResources(INSTANCES).inAnyNamespace().list().getItems().stream()
                    .findFirst()
                    .map(found -> new FluxOrigin.Operator(
                            found.getMetadata().getNamespace(),
                            found.getMetadata().getName(),
                            isPaused(found)));
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private static boolean isPaused(GenericKubernetesResource instance) {
        return Optional.ofNullable(instance.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(OPERATOR_GROUP + "/reconcile"))
                .filter("disabled"::equalsIgnoreCase)
                .isPresent();
    }

    private FluxOrigin bootstrapped(String namespace, String name) {
        Optional<ToolkitObject> owner = objects.getOrDefault(ToolkitKind.KUSTOMIZATION, List.of()).stream()
                .filter(object ->
                        object.namespace().equals(namespace) && object.name().equals(name))
                .findFirst();
        if (owner.isEmpty()) {
            // The label is left of a Kustomization that is gone: nobody applies it any more.
            return new FluxOrigin.Applied();
        }
        ToolkitObject kustomization = owner.get();
        return new FluxOrigin.Bootstrapped(
                namespace,
                name,
                "%s %s/%s"
                        .formatted(
                                kustomization.text("spec", "sourceRef", "kind").orElse(""),
                                kustomization
                                        .text("spec", "sourceRef", "namespace")
                                        .orElse(namespace),
                                kustomization.text("spec", "sourceRef", "name").orElse("")),
                kustomization.text("spec", "path").orElse("./"),
                kustomization.isSuspended());
    }
}
