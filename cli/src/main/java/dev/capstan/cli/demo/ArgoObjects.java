package dev.capstan.cli.demo;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The objects of the demo with Argo CD's kinds: one Application, as people write it, and one alert. */
final class ArgoObjects {

    /** The control-plane namespace. */
    static final String NAMESPACE = "argocd";

    /** The Application, and the namespace that it makes. */
    static final String APPLICATION = "my-app";

    private static final String MANIFEST = "my-app.yaml";
    private static final String REPOSITORY = "https://git.example.com/team/config.git";

    private final KubernetesClient client;

    ArgoObjects(KubernetesClient client) {
        this.client = client;
    }

    /** Whether the cluster has a control plane of Argo CD, or what looks like one. */
    boolean isTaken() {
        return client.namespaces().withName(NAMESPACE).get() != null;
    }

    /** Makes the namespace, and tells the chat room what becomes of Applications. */
    void prepare(URI chatRoom) {
        apply("""
              apiVersion: v1
              kind: Namespace
              metadata:
                name: argocd
              """);
        apply("""
              apiVersion: %s
              kind: Provider
              metadata:
                name: chat
                namespace: argocd
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
                namespace: argocd
              spec:
                providerRef:
                  name: chat
                eventSeverity: info
                eventSources:
                  - kind: Application
                    name: '*'
              """.formatted(ToolkitKind.ALERT.apiVersion()));
    }

    /** Waits for the project that every control plane has; it is made a while after the namespace. */
    void awaitProject(Duration limit) {
        client.genericKubernetesResources(ToolkitKind.APP_PROJECT.context())
                .inNamespace(NAMESPACE)
                .withName("default")
                .waitUntilCondition(project -> project != null, limit.toSeconds(), TimeUnit.SECONDS);
    }

    /** Creates the Application; nothing of its manifest is changed but the address of the repository. */
    void create(URI repository) {
        apply(manifest(repository));
    }

    static String manifest(URI repository) {
        try (InputStream file = ArgoObjects.class.getResourceAsStream(MANIFEST)) {
            if (file == null) {
                throw new IllegalStateException(MANIFEST + " is packed with the command");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace(REPOSITORY, repository.toString());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void apply(String document) {
        client.resource(document)
                .fieldManager(DemoObjects.FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    Resource<GenericKubernetesResource> application() {
        return client.genericKubernetesResources(ToolkitKind.APPLICATION.context())
                .inNamespace(NAMESPACE)
                .withName(APPLICATION);
    }

    /** Whether the Application is synced with the commit, and healthy. */
    static boolean isReadyAt(GenericKubernetesResource application, String commit) {
        return isReady(application) && isAt(application, commit);
    }

    /** Whether the Application is synced with another commit, and healthy. */
    static boolean isReadyNotAt(GenericKubernetesResource application, String commit) {
        return isReady(application) && !isAt(application, commit);
    }

    private static boolean isReady(GenericKubernetesResource application) {
        return ToolkitObject.of(application).ready().filter(Condition::holds).isPresent();
    }

    private static boolean isAt(GenericKubernetesResource application, String commit) {
        return ToolkitObject.of(application).revision().filter(commit::equals).isPresent();
    }

    /** Why the Application cannot be compared. */
    static Optional<String> complaint(GenericKubernetesResource application) {
        return ToolkitObject.of(application)
                .ready()
                .filter(ready -> ready.reason().equals("ComparisonError"))
                .map(Condition::message);
    }

    /** Removes everything again and waits until it is gone; for clusters that stay. */
    void remove(Duration limit) {
        application().delete();
        for (String namespace : List.of(APPLICATION, NAMESPACE)) {
            client.namespaces().withName(namespace).delete();
        }
        for (String namespace : List.of(APPLICATION, NAMESPACE)) {
            client.namespaces()
                    .withName(namespace)
                    .waitUntilCondition(object -> object == null, limit.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
