package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.SyncStatus;
import dev.capstan.api.argo.set.ApplicationSet;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverStatus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/** An Application in the control-plane namespace, of the repository of a tenant and for a namespace of its own. */
final class ArgoTenant implements AutoCloseable {
    static final String CONTROL_PLANE = "argocd";
    private static final String HAND_OVER =
            "{\"metadata\": {\"annotations\": {\"capstan.dev/takeover\": \"allowed\"}}}";

    private final Tenant tenant;
    private final KubernetesClient client;
    private final String name;

    ArgoTenant(Tenant tenant) {
        this.tenant = tenant;
        this.client = tenant.namespace().client();
        this.name = tenant.name() + "-argo";
        apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: %s}
                """.formatted(CONTROL_PLANE));
    }

    /** Name of the Application, and of the namespace that it is for. */
    String name() {
        return name;
    }

    void apply(String document) {
        client.resource(document).serverSideApply();
    }

    /** The Application that tutorials begin with: automated, with prune and self-healing, making its namespace. */
    void seed() {
        apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: %1$s
                  namespace: %2$s
                  finalizers: [resources-finalizer.argocd.argoproj.io]
                spec:
                  project: default
                  source:
                    repoURL: %3$s
                    targetRevision: main
                    path: environments/prod
                  destination:
                    server: https://kubernetes.default.svc
                    namespace: %1$s
                  syncPolicy:
                    automated:
                      prune: true
                      selfHeal: true
                    syncOptions:
                      - CreateNamespace=true
                """.formatted(name, CONTROL_PLANE, tenant.git().url("config")));
    }

    /** A Receiver beside the Application, which it asks; returns its path. */
    String receiver() {
        apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: %1$s, namespace: %2$s}
                stringData: {token: s3cr3t}
                """.formatted(name, CONTROL_PLANE));
        apply("""
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Receiver
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  type: generic
                  secretRef: {name: %1$s}
                  resources: [{kind: Application, name: %1$s}]
                """.formatted(name, CONTROL_PLANE));
        return await("the receiver has a path")
                .atMost(Tenant.SOON)
                .until(
                        () -> Optional.ofNullable(client.resources(Receiver.class)
                                        .inNamespace(CONTROL_PLANE)
                                        .withName(name)
                                        .get()
                                        .getStatus())
                                .map(ReceiverStatus::webhookPath),
                        Optional::isPresent)
                .orElseThrow();
    }

    Resource<Application> application() {
        return client.resources(Application.class).inNamespace(CONTROL_PLANE).withName(name);
    }

    private Optional<ApplicationStatus> status() {
        return Optional.ofNullable(application().get()).map(Application::getStatus);
    }

    /** Waits until the Application is synced with a commit, and healthy. */
    void awaitSynced(String commit) {
        await(name + " is synced with " + commit).atMost(Tenant.SOON).untilAsserted(() -> {
            Optional<ApplicationStatus> now = status();
            assertThat(now.map(ApplicationStatus::sync).map(SyncStatus::status))
                    .as(() -> "status: " + now)
                    .contains("Synced");
            assertThat(now.map(ApplicationStatus::sync).map(SyncStatus::revision))
                    .contains(commit);
            assertThat(now.map(ApplicationStatus::health).map(HealthStatus::status))
                    .as(() -> "status: " + now)
                    .contains("Healthy");
        });
    }

    /** Waits until the Application has a condition, and returns its message. */
    String awaitCondition(String type) {
        return await(name + " has the condition " + type)
                .atMost(Tenant.SOON)
                .until(
                        () -> status().stream()
                                .flatMap(now -> now.conditions().stream())
                                .filter(condition -> type.equals(condition.type()))
                                .map(condition -> String.valueOf(condition.message()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    Resource<ConfigMap> configMap(String configMap) {
        return client.configMaps().inNamespace(name).withName(configMap);
    }

    Resource<Deployment> deployment(String deployment) {
        return client.apps().deployments().inNamespace(name).withName(deployment);
    }

    /** Allows others to take over a Deployment and ConfigMaps. */
    void handOver(String deployment, String... configMaps) {
        deployment(deployment).patch(PatchContext.of(PatchType.JSON_MERGE), HAND_OVER);
        for (String configMap : configMaps) {
            configMap(configMap).patch(PatchContext.of(PatchType.JSON_MERGE), HAND_OVER);
        }
    }

    void awaitValue(String configMap, String value) {
        await(configMap + " has " + value)
                .atMost(Tenant.SOON)
                .untilAsserted(() -> assertThat(
                                Optional.ofNullable(configMap(configMap).get())
                                        .map(it -> it.getData().get("value")))
                        .contains(value));
    }

    void awaitGone(String configMap) {
        await(configMap + " is gone")
                .atMost(Tenant.SOON)
                .until(() -> configMap(configMap).get() == null);
    }

    /** A set that makes an Application for each of the elements, which are flow maps with a name. */
    void set(String elements) {
        client.resource("""
                apiVersion: argoproj.io/v1alpha1
                kind: ApplicationSet
                metadata:
                  name: %1$s
                  namespace: %2$s
                spec:
                  generators:
                    - list:
                        elements: [%3$s]
                  template:
                    metadata:
                      name: "{{name}}"
                    spec:
                      project: default
                      source:
                        repoURL: %4$s
                        targetRevision: main
                        path: environments/prod
                      destination:
                        server: https://kubernetes.default.svc
                        namespace: "{{name}}"
                      syncPolicy:
                        automated: {}
                        syncOptions:
                          - CreateNamespace=true
                """.formatted(
                                name, CONTROL_PLANE, elements, tenant.git().url("config")))
                .serverSideApply();
    }

    /** Deletes the Application, with all that it has, and waits until it is gone. */
    void delete() {
        application().delete();
        awaitDeleted();
    }

    /** Deletes the Application without its objects. */
    void deleteAlone() {
        application().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
        delete();
    }

    void awaitDeleted() {
        await(name + " is gone").atMost(Tenant.SOON).until(() -> application().get() == null);
    }

    @Override
    public void close() {
        client.resources(ApplicationSet.class)
                .inNamespace(CONTROL_PLANE)
                .withName(name)
                .delete();
        application().delete();
        client.namespaces().withName(name).delete();
    }
}
