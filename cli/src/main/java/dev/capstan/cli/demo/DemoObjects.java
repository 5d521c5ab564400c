package dev.capstan.cli.demo;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The objects that the demo tells the controllers with: one source, three Kustomizations, one alert, one webhook. */
final class DemoObjects {

    static final String NAMESPACE = "capstan-demo";

    private final KubernetesClient client;

    DemoObjects(KubernetesClient client) {
        this.client = client;
    }

    /** Creates everything; the repository and the chat room listen already. */
    void create(URI repository, URI chatRoom) {
        apply("""
              apiVersion: v1
              kind: Namespace
              metadata:
                name: capstan-demo
              """);
        apply("""
              apiVersion: notification.toolkit.fluxcd.io/v1beta3
              kind: Provider
              metadata:
                name: chat
                namespace: capstan-demo
              spec:
                type: slack
                channel: deploys
                address: %s
              """.formatted(chatRoom));
        apply("""
              apiVersion: notification.toolkit.fluxcd.io/v1beta3
              kind: Alert
              metadata:
                name: everything
                namespace: capstan-demo
              spec:
                providerRef:
                  name: chat
                eventSeverity: info
                eventSources:
                  - kind: Kustomization
                    name: '*'
                exclusionList:
                  - '^Dependencies do not meet'
              """);
        createReceiver();
        apply("""
              apiVersion: source.toolkit.fluxcd.io/v1
              kind: GitRepository
              metadata:
                name: config
                namespace: capstan-demo
              spec:
                url: %s
                interval: 10m
                ref:
                  branch: %s
              """.formatted(repository, SampleRepository.BRANCH));
        SampleRepository.ENVIRONMENTS.forEach(this::createKustomization);
    }

    private void createReceiver() {
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        apply("""
              apiVersion: v1
              kind: Secret
              metadata:
                name: webhook-token
                namespace: capstan-demo
              stringData:
                token: "%s"
              """.formatted(HexFormat.of().formatHex(token)));
        apply("""
              apiVersion: notification.toolkit.fluxcd.io/v1
              kind: Receiver
              metadata:
                name: push
                namespace: capstan-demo
              spec:
                type: generic
                secretRef:
                  name: webhook-token
                resources:
                  - kind: GitRepository
                    name: config
              """);
    }

    private void createKustomization(String environment) {
        int position = SampleRepository.ENVIRONMENTS.indexOf(environment);
        String dependency = position == 0
                ? ""
                : "  dependsOn:\n    - name: " + SampleRepository.ENVIRONMENTS.get(position - 1) + "\n";
        apply("""
              apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata:
                name: %1$s
                namespace: capstan-demo
              spec:
                interval: 10m
                retryInterval: 30s
                timeout: 1m
                path: ./environments/%1$s
                prune: true
                wait: true
                sourceRef:
                  kind: GitRepository
                  name: config
              %2$s""".formatted(environment, dependency));
    }

    private void apply(String document) {
        client.resource(document).fieldManager("capstan-demo").forceConflicts().serverSideApply();
    }

    /** The path that a Git host would be told to call. */
    String webhookPath(Duration limit) {
        GenericKubernetesResource receiver = of("notification.toolkit.fluxcd.io", "Receiver", "receivers")
                .withName("push")
                .waitUntilCondition(
                        object -> object != null && object.get("status", "webhookPath") != null,
                        limit.toSeconds(),
                        TimeUnit.SECONDS);
        return receiver.get("status", "webhookPath").toString();
    }

    NonNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            kustomizations() {
        return of("kustomize.toolkit.fluxcd.io", "Kustomization", "kustomizations");
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            of(String group, String kind, String plural) {
        MixedOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
                all = client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion("v1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build());
        return all.inNamespace(NAMESPACE);
    }

    /** Whether all environments are healthy at the commit. */
    static boolean areReadyAt(List<GenericKubernetesResource> kustomizations, String commit) {
        return kustomizations.size() == SampleRepository.ENVIRONMENTS.size()
                && kustomizations.stream().allMatch(kustomization -> isReadyAt(kustomization, commit));
    }

    static boolean isReadyAt(GenericKubernetesResource kustomization, String commit) {
        return isAt(kustomization, commit) && isReady(kustomization);
    }

    static boolean isAt(GenericKubernetesResource kustomization, String commit) {
        return String.valueOf(kustomization.<Object>get("status", "lastAppliedRevision"))
                .contains(commit);
    }

    static boolean isReady(GenericKubernetesResource kustomization) {
        return ready(kustomization)
                .filter(condition -> "True".equals(condition.get("status")))
                .isPresent();
    }

    /** The message of a Kustomization that is not ready. */
    static Optional<String> complaint(GenericKubernetesResource kustomization) {
        return ready(kustomization)
                .filter(condition -> "False".equals(condition.get("status")))
                .map(condition -> String.valueOf(condition.get("message")));
    }

    private static Optional<Map<?, ?>> ready(GenericKubernetesResource object) {
        if (!(object.get("status", "conditions") instanceof List<?> conditions)) {
            return Optional.empty();
        }
        for (Object condition : conditions) {
            if (condition instanceof Map<?, ?> map && "Ready".equals(map.get("type"))) {
                return Optional.of(map);
            }
        }
        return Optional.empty();
    }

    /** How many objects an environment consists of. */
    static int size(GenericKubernetesResource kustomization) {
        return kustomization.get("status", "inventory", "entries") instanceof List<?> entries ? entries.size() : 0;
    }

    /** Removes everything again and waits until the environments are gone; for clusters that stay. */
    void remove(Duration limit) {
        for (String environment : SampleRepository.ENVIRONMENTS.reversed()) {
            kustomizations().withName(environment).delete();
        }
        for (String environment : SampleRepository.ENVIRONMENTS) {
            kustomizations()
                    .withName(environment)
                    .waitUntilCondition(object -> object == null, limit.toSeconds(), TimeUnit.SECONDS);
        }
        client.namespaces().withName(NAMESPACE).delete();
        client.namespaces()
                .withName(NAMESPACE)
                .waitUntilCondition(object -> object == null, limit.toSeconds(), TimeUnit.SECONDS);
    }
}
