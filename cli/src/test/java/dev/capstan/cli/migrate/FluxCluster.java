package dev.capstan.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.cli.migrate.survey.FluxControllerTest;
import dev.capstan.helm.release.record.ApplyMethod;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.record.RevisionId;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.SecretStorage;
import dev.capstan.helm.release.storage.StorageResult;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A cluster as Flux leaves it: its Deployments and rights, an older served version, statuses in its words. */
record FluxCluster(KubernetesClient client) {

    static final String NAMESPACE = "flux-system";
    static final String DEFINITION = "kustomizations.kustomize.toolkit.fluxcd.io";
    private static final String DIGEST = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** @param gitUrl a repository with the folder {@code apps} at {@code commit} */
    void install(String gitUrl, String commit) {
        apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: %s}\n".formatted(NAMESPACE));
        apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: apps}\n");
        controllers();
        olderVersion();
        objects(gitUrl, commit);
        release();
    }

    private void controllers() {
        List.of("source-controller", "kustomize-controller", "helm-controller")
                .forEach(name -> client.resource(FluxControllerTest.deployment(
                                name,
                                name,
                                "ghcr.io/fluxcd/" + name + ":v1.8.5",
                                "--requeue-dependency=5s",
                                "--events-addr=http://notification-controller"))
                        .fieldManager("flux")
                        .serverSideApply());
        client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("kustomize-controller")
                .scale(2);
        apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata:
                  name: crd-controller-flux-system
                  labels: {app.kubernetes.io/part-of: flux, app.kubernetes.io/instance: flux-system}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                subjects: [{kind: ServiceAccount, name: kustomize-controller, namespace: flux-system}]
                """);
        apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: source-controller, namespace: flux-system, labels: {app.kubernetes.io/part-of: flux}}
                spec: {selector: {app: source-controller}, ports: [{name: http, port: 80, targetPort: http}]}
                """);
        apply("""
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: source-controller
                  namespace: flux-system
                  labels: {app.kubernetes.io/part-of: flux}
                  annotations: {eks.amazonaws.com/role-arn: sources}
                """);
    }

    /** As in Flux 2.6: an old version is served still, and objects may be stored in it. */
    private void olderVersion() {
        CustomResourceDefinition live = definition();
        var old = live.getSpec().getVersions().getFirst();
        client.resource(new CustomResourceDefinitionBuilder(live)
                        .editSpec()
                        .addNewVersionLike(old)
                        .withName("v1beta2")
                        .withStorage(false)
                        .endVersion()
                        .endSpec()
                        .build())
                .update();
        client.resource(new CustomResourceDefinitionBuilder(definition())
                        .editStatus()
                        .withStoredVersions("v1beta2", "v1")
                        .endStatus()
                        .build())
                .updateStatus();
    }

    CustomResourceDefinition definition() {
        return client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(DEFINITION)
                .get();
    }

    private void objects(String gitUrl, String commit) {
        apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: config, namespace: flux-system}
                spec: {interval: 1m, url: "%s"}
                """.formatted(gitUrl));
        apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps, namespace: flux-system}
                spec: {interval: 1h, prune: true, path: ./apps, sourceRef: {kind: GitRepository, name: config}}
                """);
        client.resource("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  namespace: apps
                  labels:
                    kustomize.toolkit.fluxcd.io/name: apps
                    kustomize.toolkit.fluxcd.io/namespace: flux-system
                data: {color: blue}
                """).fieldManager("kustomize-controller").serverSideApply();
        status(ToolkitKind.GIT_REPOSITORY, NAMESPACE, "config", """
                "artifact": {"digest": "%s", "path": "a/b", "url": "http://source-controller.flux-system.svc/a/b",
                  "revision": "main@sha1:%s", "lastUpdateTime": "2026-01-01T00:00:00Z"}
                """.formatted(DIGEST, commit));
        status(ToolkitKind.KUSTOMIZATION, NAMESPACE, "apps", """
                "lastAppliedRevision": "main@sha1:%s",
                "inventory": {"entries": [{"id": "apps_settings__ConfigMap", "v": "v1"}]}
                """.formatted(commit));
    }

    /** A release whose snapshot has the form of Flux before 2.8, which no digest of today is of. */
    private void release() {
        apply("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: apps}
                spec: {interval: 1h, chartRef: {kind: OCIRepository, name: web}, serviceAccountName: web}
                """);
        ObjectNode chart = JsonNodeFactory.instance.objectNode();
        chart.putObject("metadata").put("name", "web").put("version", "1.0.0");
        ReleaseRecord record = ReleaseRecord.install(
                        new RevisionId("apps", "web", 1),
                        new ReleaseContent(chart, JsonNodeFactory.instance.objectNode(), "", List.of(), ""),
                        ApplyMethod.CLIENT_SIDE,
                        Instant.parse("2026-01-01T00:00:00Z"))
                .with(ReleaseStatus.DEPLOYED, "Install complete");
        var patient = new PatientCluster(
                Fabric8ClusterApi.of(client), Clock.systemUTC(), Duration.ofSeconds(5), new Cancellation());
        assertThat(new SecretStorage(patient, Clock.systemUTC(), "helm-controller", "")
                        .create(new ReleaseKey("apps", "web"), record, Map.of()))
                .isInstanceOf(StorageResult.Done.class);
        status(ToolkitKind.HELM_RELEASE, "apps", "web", """
                "storageNamespace": "apps", "lastAttemptedRevision": "1.0.0", "lastAttemptedConfigDigest": "%1$s",
                "history": [{"digest": "sha256:%2$s", "name": "web", "namespace": "apps", "version": 1,
                  "status": "deployed", "chartName": "web", "chartVersion": "1.0.0", "configDigest": "%1$s",
                  "firstDeployed": "2026-01-01T00:00:00Z", "lastDeployed": "2026-01-01T00:00:00Z"}]
                """.formatted(DIGEST, "0".repeat(64)));
    }

    private void status(ToolkitKind kind, String namespace, String name, String fields) {
        client.genericKubernetesResources(kind.context())
                .inNamespace(namespace)
                .withName(name)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {"observedGeneration": 1, %s, "conditions": [{"type": "Ready", "status": "True",
                          "reason": "ReconciliationSucceeded", "message": "it is well", "observedGeneration": 1,
                          "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}
                        """.formatted(fields));
    }

    /** Answers requests as controllers do that find nothing to change, for as long as it is open. */
    Watch answering(ToolkitKind kind) {
        return client.genericKubernetesResources(kind.context())
                .inAnyNamespace()
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, GenericKubernetesResource object) {
                        String asked = Optional.ofNullable(object.getMetadata().getAnnotations())
                                .map(annotations -> annotations.get(ToolkitKeys.REQUESTED_AT))
                                .orElse("");
                        if (action != Action.DELETED
                                && !asked.isEmpty()
                                && !asked.equals(object.get("status", "lastHandledReconcileAt"))) {
                            client.resource(object)
                                    .subresource("status")
                                    .patch(
                                            PatchContext.of(PatchType.JSON_MERGE),
                                            "{\"status\": {\"lastHandledReconcileAt\": \"%s\"}}".formatted(asked));
                        }
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                });
    }

    void apply(String yaml) {
        client.resource(yaml).fieldManager("flux").forceConflicts().serverSideApply();
    }

    void awaitReady() {
        List.of("source-controller", "kustomize-controller", "helm-controller")
                .forEach(name -> client.apps()
                        .deployments()
                        .inNamespace(NAMESPACE)
                        .withName(name)
                        .waitUntilReady(60, TimeUnit.SECONDS));
    }
}
