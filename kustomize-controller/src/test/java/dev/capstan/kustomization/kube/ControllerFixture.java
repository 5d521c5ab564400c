package dev.capstan.kustomization.kube;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.InventoryEntry;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.PackagedController;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged controller beside a real API server, for the length of a test class, and words to work with it in the
 * namespace of a test. The source of every Kustomization is a GitRepository called {@code config}.
 */
@WithCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ControllerFixture {

    static final String FIRST = "main@sha1:1111111111111111111111111111111111111111";
    static final String SECOND = "main@sha1:2222222222222222222222222222222222222222";
    static final String THIRD = "main@sha1:3333333333333333333333333333333333333333";

    /** The namespace of the test that runs. */
    TestNamespace namespace;

    TestCluster cluster;
    ArtifactHost artifacts;
    private PackagedController controller;

    @BeforeAll
    void startController(TestCluster shared, @TempDir Path folder) throws IOException {
        cluster = shared;
        artifacts = new ArtifactHost();
        prepare();
        controller = ControllerProcess.start(kubeconfig(folder), folder, settings());
    }

    /** How the controller reaches the cluster. */
    Path kubeconfig(Path folder) throws IOException {
        return cluster.kubeconfig();
    }

    /** Settings of the controller, by name. */
    Map<String, String> settings() {
        return Map.of();
    }

    /** What the cluster must have, or must not have, before the controller starts. */
    void prepare() {}

    @BeforeEach
    void enter(TestNamespace own) {
        namespace = own;
    }

    @AfterAll
    void stopController() throws Exception {
        controller.close();
        artifacts.close();
    }

    /** What the controller wrote to its log so far. */
    String controllerLog() {
        return controller.log();
    }

    void publish(String revision, Map<String, String> files) {
        artifacts.publish(namespace, "config", revision, files);
    }

    /** Creates or changes a Kustomization that puts its objects into the namespace of the test. */
    void kustomization(String name, String spec) {
        kustomization(name, "{kind: GitRepository, name: config}", spec);
    }

    /** The same with another source. */
    void kustomization(String name, String sourceRef, String spec) {
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: %s
                spec:
                  interval: 1h
                  sourceRef: %s
                  targetNamespace: %s
                %s""".formatted(name, sourceRef, namespace.name(), spec.indent(2)));
    }

    /** Applies an object that lies in no namespace. */
    static HasMetadata applyToCluster(KubernetesClient client, String document) {
        return client.resource(document)
                .fieldManager("testkit")
                .forceConflicts()
                .serverSideApply();
    }

    /** Installs the definition of a kind and waits until the kind is served. */
    HasMetadata define(String definition) {
        return define(cluster.client().resource(definition).item());
    }

    HasMetadata define(HasMetadata definition) {
        cluster.client()
                .resource(definition)
                .fieldManager("testkit")
                .forceConflicts()
                .serverSideApply();
        return cluster.client().resource(definition).waitUntilCondition(ControllerFixture::isEstablished, 30, SECONDS);
    }

    private static boolean isEstablished(HasMetadata definition) {
        return definition instanceof CustomResourceDefinition crd
                && crd.getStatus() != null
                && Optional.ofNullable(crd.getStatus().getConditions()).orElse(List.of()).stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    void request(String name, String token) {
        resource(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"%s\"}}}"
                                .formatted(token));
    }

    void delete(String name) {
        resource(name).delete();
    }

    Resource<Kustomization> resource(String name) {
        return namespace
                .client()
                .resources(Kustomization.class)
                .inNamespace(namespace.name())
                .withName(name);
    }

    Optional<Kustomization> find(String name) {
        return Optional.ofNullable(resource(name).get());
    }

    /** A ConfigMap as it is in the cluster. */
    Optional<ConfigMap> live(String name) {
        return Optional.ofNullable(configMapResource(name).get());
    }

    Resource<ConfigMap> configMapResource(String name) {
        return namespace.client().configMaps().inNamespace(namespace.name()).withName(name);
    }

    /** The data of a ConfigMap; empty when it is not there. */
    Map<String, String> data(String name) {
        return live(name).map(ConfigMap::getData).orElse(Map.of());
    }

    Optional<GenericKubernetesResource> object(String apiVersion, String kind, String name) {
        return Optional.ofNullable(namespace
                .client()
                .genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace.name())
                .withName(name)
                .get());
    }

    /** Changes a ConfigMap as {@code kubectl edit} does. */
    void edit(String configMap, String mergePatch) {
        configMapResource(configMap)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("kubectl-edit")
                                .build(),
                        mergePatch);
    }

    List<String> inventory(String name) {
        return find(name).map(ControllerFixture::inventory).orElse(List.of());
    }

    static List<String> inventory(Kustomization kustomization) {
        return Optional.ofNullable(kustomization.getStatus())
                .flatMap(status -> Optional.ofNullable(status.inventory()))
                .map(inventory ->
                        inventory.entries().stream().map(InventoryEntry::id).toList())
                .orElse(List.of());
    }

    List<Event> events(String name) {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("Kustomization")
                        && event.getInvolvedObject().getName().equals(name))
                .toList();
    }

    List<String> messages(String name) {
        return events(name).stream().map(Event::getMessage).toList();
    }

    Kustomization awaitReady(String name, String revision) {
        return await(
                name, it -> ready(it).holds() && revision.equals(it.getStatus().lastAppliedRevision()));
    }

    Kustomization awaitReason(String name, String reason) {
        return await(name, it -> ready(it).reason().equals(reason));
    }

    Kustomization await(String name, Predicate<Kustomization> wanted) {
        return patiently()
                .alias("Kustomization " + name)
                .until(
                        () -> find(name),
                        found -> found.filter(it -> it.getStatus() != null
                                        && Conditions.of(it.getStatus().conditions())
                                                .get(Condition.READY)
                                                .isPresent())
                                .filter(wanted)
                                .isPresent())
                .orElseThrow();
    }

    static Condition ready(Kustomization kustomization) {
        return Conditions.of(kustomization.getStatus().conditions())
                .get(Condition.READY)
                .orElseThrow();
    }

    static Optional<Condition> condition(Kustomization kustomization, String type) {
        return Conditions.of(kustomization.getStatus().conditions()).get(type);
    }

    static boolean isStalled(Kustomization kustomization) {
        return condition(kustomization, Condition.STALLED)
                .filter(Condition::holds)
                .isPresent();
    }

    static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }
}
