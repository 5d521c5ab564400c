package dev.capstan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverStatus;
import dev.capstan.api.source.GitRepository;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One namespace with one Git repository, served over HTTP, and the words to act on them. */
public final class Tenant implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    private final TestNamespace namespace;
    private final KubernetesClient client;
    private final ScratchRepository repository;
    private final GitBackendServer git;

    public Tenant(TestNamespace namespace, Path root) {
        this(namespace, root, "127.0.0.1");
    }

    /**
     * A tenant whose repository is served elsewhere.
     *
     * @param address of this machine, as controllers see it
     */
    public Tenant(TestNamespace namespace, Path root, String address) {
        this.namespace = namespace;
        this.client = namespace.client();
        this.repository = ScratchRepository.create(root, "config");
        this.git = GitBackendServer.serveAt(address, root);
        allow();
    }

    /** Its account {@code default} may do everything in its namespace: where tenants are locked down it may nothing else. */
    private void allow() {
        namespace.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: applies}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                subjects: [{kind: ServiceAccount, name: default}]
                """);
        client.serviceAccounts()
                .inNamespace(name())
                .withName("default")
                .waitUntilCondition(Objects::nonNull, SOON.toSeconds(), TimeUnit.SECONDS);
    }

    /** Lets its account do everything in the cluster, as that of a team which keeps the cluster itself. */
    void allowInCluster() {
        client.resource("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                subjects: [{kind: ServiceAccount, name: default, namespace: %1$s}]
                """.formatted(name())).serverSideApply();
    }

    public String name() {
        return namespace.name();
    }

    public ScratchRepository repository() {
        return repository;
    }

    public GitBackendServer git() {
        return git;
    }

    public TestNamespace namespace() {
        return namespace;
    }

    /** Commits and pushes; returns the revision as the toolkit writes it. */
    public String push(String message, Map<String, String> files) {
        return revision(repository.commit(message, files));
    }

    /** Removes files, commits and pushes. */
    String remove(String message, String... paths) {
        for (String path : paths) {
            repository.delete(path);
        }
        return revision(repository.commit(message));
    }

    public static String revision(String commit) {
        return "main@sha1:" + commit;
    }

    /** A GitRepository {@code config} that looks at the repository every second. */
    public void source() {
        source("1s");
    }

    /** The same with another interval. */
    public void source(String interval) {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: config}
                spec: {interval: %s, url: "%s", ref: {branch: main}}
                """.formatted(interval, git.url("config")));
    }

    /** A Kustomization that only acts when something happens. */
    public void kustomization(String name, String path, String... further) {
        kustomizationOf("GitRepository", "config", name, path, further);
    }

    /** The same, of the artifact of another source. */
    void kustomizationOf(String sourceKind, String source, String name, String path, String... further) {
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s}
                spec:
                  interval: 10m
                  retryInterval: 2s
                  path: %s
                  prune: true
                  targetNamespace: %s
                  sourceRef: {kind: %s, name: %s}
                """.formatted(name, path, name(), sourceKind, source)
                + String.join("\n", List.of(further)).indent(2));
    }

    /** A Secret. */
    public void secret(String name, Map<String, String> values) {
        client.secrets()
                .inNamespace(name())
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .create();
    }

    /** A Provider of notifications. */
    public void provider(String name, String type, URI address, String further) {
        namespace.apply("""
                        apiVersion: notification.toolkit.fluxcd.io/v1beta3
                        kind: Provider
                        metadata: {name: %s}
                        spec:
                          type: %s
                          address: "%s"
                          %s
                        """.formatted(name, type, address, further));
    }

    /** An Alert of the same name as its Provider, about all Kustomizations. */
    public void alert(String provider, String severity) {
        namespace.apply("""
                        apiVersion: notification.toolkit.fluxcd.io/v1beta3
                        kind: Alert
                        metadata: {name: %1$s}
                        spec:
                          providerRef: {name: %1$s}
                          eventSeverity: %2$s
                          eventSources: [{kind: Kustomization, name: "*"}]
                        """.formatted(provider, severity));
    }

    static String configMap(String name, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                data: {value: "%s"}
                """.formatted(name, value);
    }

    Optional<ConfigMap> configMap(String name) {
        return Optional.ofNullable(
                client.configMaps().inNamespace(name()).withName(name).get());
    }

    /** Waits until a ConfigMap has this value. */
    public void awaitValue(String configMap, String value) {
        await(configMap + " has " + value)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(
                                configMap(configMap).map(it -> it.getData().get("value")))
                        .contains(value));
    }

    void awaitGone(String configMap) {
        await(configMap + " is gone")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(configMap(configMap)).isEmpty());
    }

    Kustomization kustomization(String name) {
        return client.resources(Kustomization.class)
                .inNamespace(name())
                .withName(name)
                .get();
    }

    /** Waits until the Kustomization is ready at this revision. */
    public void awaitApplied(String name, String revision) {
        await(name + " is ready at " + revision).atMost(SOON).untilAsserted(() -> {
            Kustomization now = kustomization(name);
            assertThat(now.getStatus()).isNotNull();
            assertThat(now.getStatus().lastAppliedRevision())
                    .as(() -> "conditions: " + now.getStatus().conditions())
                    .isEqualTo(revision);
            assertThat(readyOf(name).map(Condition::status))
                    .as(() -> "conditions: " + now.getStatus().conditions())
                    .contains("True");
        });
    }

    /** Whether the Kustomization has applied this revision. */
    public boolean isApplied(String name, String revision) {
        Kustomization now = kustomization(name);
        return now.getStatus() != null && revision.equals(now.getStatus().lastAppliedRevision());
    }

    /** The condition {@code Ready} of a Kustomization. */
    public Optional<Condition> readyOf(String name) {
        Kustomization now = kustomization(name);
        return now == null || now.getStatus() == null
                ? Optional.empty()
                : Conditions.of(now.getStatus().conditions()).get(Condition.READY);
    }

    /** Waits until the Kustomization is not ready for this reason, and returns the message. */
    public String awaitFailure(String name, String reason) {
        await(name + " fails with " + reason)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(readyOf(name)).hasValueSatisfying(ready -> {
                    assertThat(ready.status()).isEqualTo("False");
                    assertThat(ready.reason()).isEqualTo(reason);
                }));
        return readyOf(name).orElseThrow().message();
    }

    GitRepository sourceNow() {
        return client.resources(GitRepository.class)
                .inNamespace(name())
                .withName("config")
                .get();
    }

    void awaitFetched(String revision) {
        await("the source is at " + revision)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(
                                Optional.ofNullable(sourceNow().getStatus().artifact())
                                        .map(artifact -> artifact.revision().text()))
                        .contains(revision));
    }

    /** Patches the Kustomization's spec. */
    void patch(String name, String mergePatch) {
        client.resources(Kustomization.class)
                .inNamespace(name())
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
    }

    /** Asks for a reconcile as the {@code flux} command does; returns the token. */
    String request(String name) {
        String token = UUID.randomUUID().toString();
        patch(name, "{\"metadata\":{\"annotations\":{\"" + ToolkitKeys.REQUESTED_AT + "\":\"" + token + "\"}}}");
        return token;
    }

    void awaitHandled(String name, String token) {
        await("the request is handled")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(kustomization(name).getStatus().lastHandledReconcileAt())
                        .isEqualTo(token));
    }

    /** A Receiver of the type {@code generic}, with the Secret {@code hook}; returns its path once it has one. */
    public String receiver(String name, String resources) {
        secret("hook", Map.of("token", "s3cr3t"));
        namespace.apply("""
                        apiVersion: notification.toolkit.fluxcd.io/v1
                        kind: Receiver
                        metadata: {name: %s}
                        spec:
                          type: generic
                          secretRef: {name: hook}
                          resources: [%s]
                        """.formatted(name, resources));
        return await("the receiver has a path")
                .atMost(SOON)
                .until(() -> webhookPath(name), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> webhookPath(String receiver) {
        return Optional.ofNullable(client.resources(Receiver.class)
                        .inNamespace(name())
                        .withName(receiver)
                        .get()
                        .getStatus())
                .map(ReceiverStatus::webhookPath);
    }

    @Override
    public void close() {
        git.close();
    }
}
