package dev.capstan.cli.demo;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The objects that the demo gives the controllers: one source, three Kustomizations, one alert. */
final class DemoObjects {

    static final String NAMESPACE = "capstan-demo";
    static final String FIELD_MANAGER = "capstan-demo";

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
              apiVersion: %s
              kind: Provider
              metadata:
                name: chat
                namespace: capstan-demo
              spec:
                type: slack
                channel: deploys
                address: %s
              """.formatted(ToolkitKind.PROVIDER.apiVersion(), chatRoom));
        apply("""
              apiVersion: %s
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
              """.formatted(ToolkitKind.ALERT.apiVersion()));
        apply("""
              apiVersion: %s
              kind: GitRepository
              metadata:
                name: config
                namespace: capstan-demo
              spec:
                url: %s
                interval: 10m
                ref:
                  branch: %s
              """.formatted(ToolkitKind.GIT_REPOSITORY.apiVersion(), repository, SampleRepository.BRANCH));
        SampleRepository.ENVIRONMENTS.forEach(this::createKustomization);
    }

    private void createKustomization(String environment) {
        int position = SampleRepository.ENVIRONMENTS.indexOf(environment);
        String dependency = position == 0
                ? ""
                : "  dependsOn:\n    - name: " + SampleRepository.ENVIRONMENTS.get(position - 1) + "\n";
        apply("""
              apiVersion: %3$s
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
              %2$s""".formatted(environment, dependency, ToolkitKind.KUSTOMIZATION.apiVersion()));
    }

    private void apply(String document) {
        client.resource(document).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    }

    NonNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            kustomizations() {
        return of(ToolkitKind.KUSTOMIZATION);
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            of(ToolkitKind kind) {
        return client.genericKubernetesResources(kind.context()).inNamespace(NAMESPACE);
    }

    /** Whether all environments are healthy at the commit. */
    static boolean areReadyAt(List<GenericKubernetesResource> kustomizations, String commit) {
        return kustomizations.size() == SampleRepository.ENVIRONMENTS.size()
                && kustomizations.stream()
                        .map(ToolkitObject::of)
                        .allMatch(kustomization -> isReady(kustomization) && isAt(kustomization, commit));
    }

    /** Whether all environments are healthy at another commit. */
    static boolean areReadyNotAt(List<GenericKubernetesResource> kustomizations, String commit) {
        return kustomizations.size() == SampleRepository.ENVIRONMENTS.size()
                && kustomizations.stream()
                        .map(ToolkitObject::of)
                        .allMatch(kustomization -> isReady(kustomization) && !isAt(kustomization, commit));
    }

    private static boolean isAt(ToolkitObject kustomization, String commit) {
        return kustomization.revision().filter(it -> it.contains(commit)).isPresent();
    }

    private static boolean isReady(ToolkitObject kustomization) {
        return kustomization.ready().filter(Condition::holds).isPresent();
    }

    /** The message of a Kustomization that is not ready. */
    static Optional<String> complaint(GenericKubernetesResource kustomization) {
        return ToolkitObject.of(kustomization)
                .ready()
                .filter(ready -> ready.status().equals("False"))
                .map(Condition::message);
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
