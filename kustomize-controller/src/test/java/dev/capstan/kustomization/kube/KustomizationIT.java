package dev.capstan.kustomization.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kustomize.InventoryEntry;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithCluster
class KustomizationIT {

    private static final String FIRST = "main@sha1:1111111111111111111111111111111111111111";
    private static final String SECOND = "main@sha1:2222222222222222222222222222222222222222";

    @TempDir
    static Path folder;

    private static ControllerProcess controller;
    private static ArtifactHost artifacts;

    @BeforeAll
    static void start(TestCluster cluster) throws IOException {
        artifacts = new ArtifactHost();
        controller = ControllerProcess.start(cluster, folder);
    }

    @AfterAll
    static void stop() throws Exception {
        controller.close();
        artifacts.close();
    }

    @Test
    void appliesSubstitutesWaitsAndRecords(TestNamespace namespace) {
        artifacts.publish(
                namespace,
                "config",
                FIRST,
                Map.of(
                        "app/kustomization.yaml",
                        "resources: [app.yaml]\n",
                        "app/app.yaml",
                        configMap("settings", "region: ${region}\n  size: n${count:=3}") + "---\n"
                                + deployment("web")));

        kustomization(namespace, "app", """
                path: ./app
                prune: true
                wait: true
                timeout: 2m
                targetNamespace: %s
                commonMetadata:
                  labels: {team: blue}
                postBuild:
                  substitute: {region: eu-west}
                """.formatted(namespace.name()));

        Kustomization ready = awaitReady(namespace, "app", FIRST);
        KustomizationStatus status = ready.getStatus();
        ConfigMap settings = configMap(namespace, "settings").orElseThrow();
        assertThat(settings.getData()).containsEntry("region", "eu-west").containsEntry("size", "n3");
        assertThat(settings.getMetadata().getLabels())
                .containsEntry("team", "blue")
                .containsEntry("kustomize.toolkit.fluxcd.io/name", "app")
                .containsEntry("kustomize.toolkit.fluxcd.io/namespace", namespace.name());
        assertThat(status.lastAppliedRevision()).isEqualTo(FIRST);
        assertThat(status.lastAttemptedRevision()).isEqualTo(FIRST);
        assertThat(status.observedGeneration()).isEqualTo(ready.getMetadata().getGeneration());
        assertThat(inventory(status))
                .containsExactlyInAnyOrder(
                        new InventoryEntry(namespace.name() + "_settings__ConfigMap", "v1"),
                        new InventoryEntry(namespace.name() + "_web_apps_Deployment", "v1"));
        assertThat(status.history()).hasSize(1);
        assertThat(status.history().getFirst().lastReconciledStatus()).isEqualTo("ReconciliationSucceeded");
        Conditions conditions = Conditions.of(status.conditions());
        assertThat(conditions.get(Condition.READY).orElseThrow().message()).isEqualTo("Applied revision: " + FIRST);
        assertThat(conditions.get(Condition.HEALTHY).orElseThrow().message()).startsWith("Health check passed in ");
        assertThat(conditions.get(Condition.RECONCILING)).isEmpty();
        patiently()
                .untilAsserted(() -> assertThat(events(namespace, "app"))
                        .extracting(Event::getMessage)
                        .anyMatch(message ->
                                message.contains("ConfigMap/%s/settings created".formatted(namespace.name())))
                        .anyMatch(message -> message.startsWith("Health check passed in "))
                        .anyMatch(message -> message.startsWith("Reconciliation finished in ")));
    }

    @Test
    void prunesWhatLeftTheRevision(TestNamespace namespace) {
        artifacts.publish(
                namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v"), "b.yaml", configMap("b", "k: v")));
        kustomization(namespace, "app", "prune: true\ntargetNamespace: " + namespace.name());
        awaitReady(namespace, "app", FIRST);
        assertThat(configMap(namespace, "b")).isPresent();

        artifacts.publish(namespace, "config", SECOND, Map.of("a.yaml", configMap("a", "k: v")));

        Kustomization ready = awaitReady(namespace, "app", SECOND);
        assertThat(configMap(namespace, "a")).isPresent();
        patiently().until(() -> configMap(namespace, "b").isEmpty());
        assertThat(inventory(ready.getStatus()))
                .containsExactly(new InventoryEntry(namespace.name() + "_a__ConfigMap", "v1"));
    }

    @Test
    void revisionThatChangesNothingIsOnlyNoted(TestNamespace namespace) {
        artifacts.publish(
                namespace, "config", FIRST, Map.of("app/a.yaml", configMap("a", "k: v"), "other/b.yaml", "ignored: 1"));
        kustomization(namespace, "app", "path: app\nprune: true\ntargetNamespace: " + namespace.name());
        awaitReady(namespace, "app", FIRST);
        String before = configMap(namespace, "a").orElseThrow().getMetadata().getResourceVersion();

        artifacts.publish(
                namespace,
                "config",
                SECOND,
                Map.of("app/a.yaml", configMap("a", "k: v"), "other/b.yaml", "ignored: 2"));

        awaitReady(namespace, "app", SECOND);
        assertThat(configMap(namespace, "a").orElseThrow().getMetadata().getResourceVersion())
                .isEqualTo(before);
    }

    @Test
    void driftIsRepairedAtOnceAndTold(TestNamespace namespace) {
        artifacts.publish(namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization(namespace, "app", "prune: true\ntargetNamespace: " + namespace.name());
        awaitReady(namespace, "app", FIRST);

        namespace
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName("a")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("kubectl-edit")
                                .build(),
                        "{\"data\":{\"k\":\"edited\"}}");

        patiently()
                .until(() -> "v"
                        .equals(configMap(namespace, "a")
                                .orElseThrow()
                                .getData()
                                .get("k")));
        patiently()
                .untilAsserted(() -> assertThat(events(namespace, "app"))
                        .filteredOn(event -> event.getReason().equals("DriftCorrected"))
                        .extracting(Event::getMessage)
                        .anySatisfy(message -> assertThat(message)
                                .contains("ConfigMap/" + namespace.name() + "/a")
                                .contains("kubectl-edit")
                                .contains("k")));
    }

    @Test
    void deletedObjectComesBack(TestNamespace namespace) {
        artifacts.publish(namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization(namespace, "app", "prune: true\ntargetNamespace: " + namespace.name());
        awaitReady(namespace, "app", FIRST);
        String uid = configMap(namespace, "a").orElseThrow().getMetadata().getUid();

        namespace
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName("a")
                .delete();

        patiently()
                .until(() -> configMap(namespace, "a")
                        .filter(object -> !object.getMetadata().getUid().equals(uid))
                        .isPresent());
    }

    @Test
    void f120_brokenRevisionPrunesNothingAndNamesTheFile(TestNamespace namespace) {
        artifacts.publish(
                namespace,
                "config",
                FIRST,
                Map.of("app/a.yaml", configMap("a", "k: v"), "app/b.yaml", configMap("b", "k: v")));
        kustomization(
                namespace, "app", "path: app\nprune: true\nretryInterval: 5m\ntargetNamespace: " + namespace.name());
        awaitReady(namespace, "app", FIRST);

        artifacts.publish(
                namespace, "config", SECOND, Map.of("app/a.yaml", "apiVersion: v1\nkind: ConfigMap\n  bad: [\n"));

        Kustomization failed = awaitReason(namespace, "app", "BuildFailed");
        assertThat(ready(failed).message()).contains("app/a.yaml");
        assertThat(failed.getStatus().lastAppliedRevision()).isEqualTo(FIRST);
        assertThat(configMap(namespace, "b")).isPresent();

        artifacts.publish(namespace, "config", SECOND + "3", Map.of("elsewhere/a.yaml", configMap("a", "k: v")));

        Kustomization missing = awaitReason(namespace, "app", "ArtifactFailed");
        assertThat(ready(missing).message())
                .contains("kustomization path not found")
                .contains("'app'");
        assertThat(configMap(namespace, "a")).isPresent();
        assertThat(configMap(namespace, "b")).isPresent();

        artifacts.publish(namespace, "config", SECOND + "4", Map.of("app/a.yaml", configMap("a", "k: w")));
        awaitReady(namespace, "app", SECOND + "4");
    }

    @Test
    void k035_undeclaredVariableFailsTheBuildByName(TestNamespace namespace) {
        artifacts.publish(namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "home: ${HOME}")));

        kustomization(
                namespace,
                "app",
                "prune: true\ntargetNamespace: " + namespace.name() + "\npostBuild: {substitute: {other: x}}");

        Kustomization failed = awaitReason(namespace, "app", "BuildFailed");
        assertThat(ready(failed).message())
                .contains("variable not set (strict mode): \"HOME\"")
                .contains("a.yaml");
        assertThat(configMap(namespace, "a")).isEmpty();
    }

    @Test
    void labelledConfigMapWakesUpWhoeverSubstitutesFromIt(TestNamespace namespace) {
        namespace.apply(vars("one"));
        artifacts.publish(namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "k: ${word}")));
        kustomization(
                namespace,
                "app",
                "prune: true\ntargetNamespace: " + namespace.name()
                        + "\npostBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}");
        awaitReady(namespace, "app", FIRST);
        assertThat(configMap(namespace, "a").orElseThrow().getData()).containsEntry("k", "one");

        namespace.apply(vars("two"));

        patiently()
                .until(() -> "two"
                        .equals(configMap(namespace, "a")
                                .orElseThrow()
                                .getData()
                                .get("k")));
    }

    @Test
    void dependentsFollowAsSoonAsTheirDependencyIsReady(TestNamespace namespace) {
        kustomization(
                namespace,
                "second",
                "path: second\nprune: true\ndependsOn: [{name: first}]\ntargetNamespace: " + namespace.name());
        artifacts.publish(
                namespace,
                "config",
                FIRST,
                Map.of("first/a.yaml", configMap("a", "k: v"), "second/b.yaml", configMap("b", "k: v")));
        Kustomization waiting = awaitReason(namespace, "second", "DependencyNotReady");
        assertThat(ready(waiting).message()).contains("dependency '%s/first' not found".formatted(namespace.name()));

        kustomization(namespace, "first", "path: first\nprune: true\ntargetNamespace: " + namespace.name());

        awaitReady(namespace, "second", FIRST);
        assertThat(configMap(namespace, "a")).isPresent();
        assertThat(configMap(namespace, "b")).isPresent();
    }

    @Test
    void newerRevisionSupersedesALongWait(TestNamespace namespace) {
        artifacts.publish(
                namespace,
                "config",
                FIRST,
                Map.of("job.yaml", neverReady("stuck"), "a.yaml", configMap("a", "k: one")));
        kustomization(namespace, "app", "prune: true\nwait: true\ntimeout: 10m\ntargetNamespace: " + namespace.name());
        Kustomization waiting = await(
                namespace,
                "app",
                it -> reconciling(it)
                        .map(c -> c.message().startsWith("Running health checks"))
                        .orElse(false));
        assertThat(ready(waiting).status()).isEqualTo("Unknown");

        artifacts.publish(namespace, "config", SECOND, Map.of("a.yaml", configMap("a", "k: two")));

        awaitReady(namespace, "app", SECOND);
        assertThat(configMap(namespace, "a").orElseThrow().getData()).containsEntry("k", "two");
        patiently()
                .untilAsserted(() -> assertThat(events(namespace, "app"))
                        .extracting(Event::getReason)
                        .contains("HealthCheckCanceled"));
    }

    @Test
    void failedHealthIsToldByObject(TestNamespace namespace) {
        artifacts.publish(namespace, "config", FIRST, Map.of("job.yaml", neverReady("stuck")));

        kustomization(
                namespace,
                "app",
                "prune: true\nwait: true\ntimeout: 30s\nretryInterval: 10m\ntargetNamespace: " + namespace.name());

        Kustomization failed = awaitReason(namespace, "app", "HealthCheckFailed");
        assertThat(ready(failed).message())
                .startsWith("health check failed after ")
                .contains("timeout waiting for: [Deployment/%s/stuck status: 'InProgress'".formatted(namespace.name()));
        assertThat(failed.getStatus().lastAppliedRevision()).isNull();
        assertThat(inventory(failed.getStatus())).hasSize(1);
    }

    @Test
    void deletionPrunes(TestNamespace namespace) {
        artifacts.publish(namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization(namespace, "app", "prune: true\ntargetNamespace: " + namespace.name());
        awaitReady(namespace, "app", FIRST);

        delete(namespace, "app");

        patiently().until(() -> find(namespace, "app").isEmpty());
        patiently().until(() -> configMap(namespace, "a").isEmpty());
    }

    @Test
    void orphanPolicyLeavesTheObjects(TestNamespace namespace) {
        artifacts.publish(namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization(namespace, "app", "prune: true\ndeletionPolicy: Orphan\ntargetNamespace: " + namespace.name());
        awaitReady(namespace, "app", FIRST);

        delete(namespace, "app");

        patiently().until(() -> find(namespace, "app").isEmpty());
        assertThat(configMap(namespace, "a")).isPresent();
    }

    @Test
    void t069_missingOrOddAccountIsRefusedAndNeverTheControllersOwn(TestNamespace namespace) {
        artifacts.publish(namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));

        kustomization(
                namespace, "missing", "prune: true\nserviceAccountName: nobody\ntargetNamespace: " + namespace.name());
        kustomization(
                namespace,
                "odd",
                "prune: true\nserviceAccountName: \"x:y/../system:admin\"\ntargetNamespace: " + namespace.name());

        assertThat(ready(awaitReason(namespace, "missing", "ReconciliationFailed"))
                        .message())
                .contains("service account '%s/nobody' not found".formatted(namespace.name()));
        assertThat(ready(awaitReason(namespace, "odd", "ReconciliationFailed")).message())
                .contains("is not valid");
        assertThat(configMap(namespace, "a")).isEmpty();
    }

    @Test
    void f123_deletionEndsWithoutTheAccount(TestNamespace namespace) {
        namespace.apply("apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: deployer\n");
        namespace.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata:
                  name: deployer
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
                subjects:
                - {kind: ServiceAccount, name: deployer, namespace: %s}
                """.formatted(namespace.name()));
        artifacts.publish(namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization(
                namespace,
                "app",
                "prune: true\nretryInterval: 2s\nserviceAccountName: deployer\ntargetNamespace: " + namespace.name());
        awaitReady(namespace, "app", FIRST);

        namespace
                .client()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .withName("deployer")
                .delete();
        delete(namespace, "app");

        patiently().until(() -> find(namespace, "app").isEmpty());
        assertThat(configMap(namespace, "a")).isPresent();
    }

    @Test
    void decryptionAndEncryptedSecretsAreRefused(TestNamespace namespace) {
        artifacts.publish(namespace, "config", FIRST, Map.of("secret.yaml", """
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: encrypted}
                        stringData: {password: "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]"}
                        sops: {mac: "ENC[AES256_GCM,data:x]", version: 3.9.0}
                        """));

        kustomization(namespace, "plain", "prune: true\ntargetNamespace: " + namespace.name());
        kustomization(
                namespace,
                "decrypting",
                "prune: true\ndecryption: {provider: sops}\ntargetNamespace: " + namespace.name());

        assertThat(ready(awaitReason(namespace, "plain", "BuildFailed")).message())
                .contains("SOPS encrypted");
        Kustomization refused = awaitReason(namespace, "decrypting", "UnsupportedField");
        assertThat(Conditions.of(refused.getStatus().conditions()).isTrue(Condition.STALLED))
                .isTrue();
        assertThat(namespace
                        .client()
                        .secrets()
                        .inNamespace(namespace.name())
                        .withName("encrypted")
                        .get())
                .isNull();
    }

    @Test
    void f121_goneSourceKeepsTheRunningState(TestNamespace namespace) {
        artifacts.publish(namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "k: v")));
        kustomization(namespace, "app", "prune: true\ntargetNamespace: " + namespace.name());
        awaitReady(namespace, "app", FIRST);

        namespace.client().resource(artifacts.source(namespace, "config")).delete();
        request(namespace, "app", "now");

        awaitReason(namespace, "app", "ArtifactFailed");
        assertThat(configMap(namespace, "a")).isPresent();
    }

    @Test
    void suspendedIsLeftAloneUntilResumed(TestNamespace namespace) {
        artifacts.publish(namespace, "config", FIRST, Map.of("a.yaml", configMap("a", "k: one")));
        kustomization(namespace, "app", "prune: true\ntargetNamespace: " + namespace.name());
        awaitReady(namespace, "app", FIRST);
        kustomization(namespace, "app", "prune: true\nsuspend: true\ntargetNamespace: " + namespace.name());
        artifacts.publish(namespace, "config", SECOND, Map.of("a.yaml", configMap("a", "k: two")));
        request(namespace, "app", "while-suspended");
        await(namespace, "app", it -> "while-suspended".equals(it.getStatus().lastHandledReconcileAt()));
        assertThat(configMap(namespace, "a").orElseThrow().getData()).containsEntry("k", "one");

        kustomization(namespace, "app", "prune: true\nsuspend: false\ntargetNamespace: " + namespace.name());

        awaitReady(namespace, "app", SECOND);
        assertThat(configMap(namespace, "a").orElseThrow().getData()).containsEntry("k", "two");
    }

    @Test
    void manyKustomizationsDownloadAnArtifactOnce(TestNamespace namespace) {
        var files = new HashMap<String, String>();
        for (int i = 0; i < 10; i++) {
            files.put("app-%d/a.yaml".formatted(i), configMap("a-" + i, "k: v"));
        }
        int before = artifacts.requests();
        artifacts.publish(namespace, "config", FIRST, files);

        for (int i = 0; i < 10; i++) {
            kustomization(
                    namespace,
                    "app-" + i,
                    "path: app-%d\nprune: true\ntargetNamespace: %s".formatted(i, namespace.name()));
        }

        for (int i = 0; i < 10; i++) {
            awaitReady(namespace, "app-" + i, FIRST);
        }
        assertThat(artifacts.requests() - before).isEqualTo(1);
    }

    private static String configMap(String name, String data) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\ndata:\n  %s\n".formatted(name, data);
    }

    private static String vars(String word) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: vars\n  labels:\n    reconcile.fluxcd.io/watch: Enabled\ndata:\n  word: %s\n"
                .formatted(word);
    }

    private static String deployment(String name) {
        return deployment(name, 1, "registry.example/app:1");
    }

    /** Asks for more CPU than any node has, so that its Pods stay pending. */
    private static String neverReady(String name) {
        return deployment(name, 1, "registry.example/app:1")
                + "        resources: {requests: {cpu: \"1000000\"}}\n      nodeSelector: {does: not-exist}\n";
    }

    private static String deployment(String name, int replicas, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                spec:
                  replicas: %2$d
                  selector:
                    matchLabels: {app: %1$s}
                  template:
                    metadata:
                      labels: {app: %1$s}
                    spec:
                      containers:
                      - name: c
                        image: %3$s
                """.formatted(name, replicas, image);
    }

    private static void kustomization(TestNamespace namespace, String name, String spec) {
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: %s
                spec:
                  interval: 1h
                  sourceRef: {kind: GitRepository, name: config}
                %s""".formatted(name, spec.indent(2)));
    }

    private static void request(TestNamespace namespace, String name, String token) {
        resource(namespace, name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"%s\"}}}"
                                .formatted(token));
    }

    private static void delete(TestNamespace namespace, String name) {
        resource(namespace, name).delete();
    }

    private static io.fabric8.kubernetes.client.dsl.Resource<Kustomization> resource(
            TestNamespace namespace, String name) {
        return namespace
                .client()
                .resources(Kustomization.class)
                .inNamespace(namespace.name())
                .withName(name);
    }

    private static Optional<Kustomization> find(TestNamespace namespace, String name) {
        return Optional.ofNullable(resource(namespace, name).get());
    }

    private static Optional<ConfigMap> configMap(TestNamespace namespace, String name) {
        return Optional.ofNullable(namespace
                .client()
                .configMaps()
                .inNamespace(namespace.name())
                .withName(name)
                .get());
    }

    private static List<InventoryEntry> inventory(KustomizationStatus status) {
        return Optional.ofNullable(status.inventory())
                .map(dev.capstan.api.kustomize.Inventory::entries)
                .orElse(List.of());
    }

    private static List<Event> events(TestNamespace namespace, String name) {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("Kustomization")
                        && event.getInvolvedObject().getName().equals(name))
                .toList();
    }

    private static Kustomization awaitReady(TestNamespace namespace, String name, String revision) {
        return await(
                namespace,
                name,
                it -> ready(it).holds() && revision.equals(it.getStatus().lastAppliedRevision()));
    }

    private static Kustomization awaitReason(TestNamespace namespace, String name, String reason) {
        return await(namespace, name, it -> ready(it).reason().equals(reason));
    }

    private static Kustomization await(TestNamespace namespace, String name, Predicate<Kustomization> wanted) {
        return patiently()
                .until(
                        () -> find(namespace, name),
                        found -> found.filter(it -> it.getStatus() != null
                                        && Conditions.of(it.getStatus().conditions())
                                                .get(Condition.READY)
                                                .isPresent())
                                .filter(wanted)
                                .isPresent())
                .orElseThrow();
    }

    private static Condition ready(Kustomization kustomization) {
        return Conditions.of(kustomization.getStatus().conditions())
                .get(Condition.READY)
                .orElseThrow();
    }

    private static Optional<Condition> reconciling(Kustomization kustomization) {
        return Conditions.of(kustomization.getStatus().conditions()).get(Condition.RECONCILING);
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }
}
