package dev.capstan.application.set.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.set.ApplicationSet;
import dev.capstan.api.argo.set.ApplicationSetStatus;
import dev.capstan.api.argo.set.SetCondition;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The packaged controller with a control plane of its own beside a real API server and a real Git server. */
@WithCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SetFixture {
    /** Applications are not reconciled, so that the test can say how they are. */
    static final String ALONE = "argocd.argoproj.io/skip-reconcile";

    TestNamespace plane;
    ScratchRepository repository;
    GitBackendServer server;
    PackagedController controller;
    private TestCluster cluster;
    private Path folder;

    @BeforeAll
    void startController(TestCluster shared, @TempDir Path own) {
        cluster = shared;
        folder = own;
        plane = shared.createNamespace("sets");
        plane.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: AppProject
                metadata: {name: default}
                spec:
                  sourceRepos: ["*"]
                  destinations: [{server: "*", namespace: "*"}]
                  clusterResourceWhitelist: [{group: "*", kind: "*"}]
                """);
        repository = ScratchRepository.create(own.resolve("git"), "team/apps");
        server = GitBackendServer.serve(own.resolve("git"));
        controller = started();
    }

    private PackagedController started() {
        return PackagedController.start(
                cluster.kubeconfig(),
                folder,
                Map.of(
                        "capstan.source.remotes.allow-loopback",
                        "true",
                        "capstan.application.namespace",
                        plane.name(),
                        "capstan.application.storage.path",
                        folder.resolve("storage").toString(),
                        "capstan.git.mirrors.path",
                        folder.resolve("mirrors").toString()),
                "Watching ApplicationSet");
    }

    void restart() {
        controller.kill();
        controller = started();
    }

    /** Nobody is there who would take finalizers off. */
    @AfterEach
    void deleteEverything() {
        sets().list().getItems().forEach(set -> gone(set(set.getMetadata().getName())));
        applications()
                .list()
                .getItems()
                .forEach(application ->
                        gone(application(application.getMetadata().getName())));
    }

    private static <T> void gone(Resource<T> object) {
        object.delete();
        patiently().until(() -> {
            if (object.get() != null) {
                object.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
            }
            return object.get() == null;
        });
    }

    @AfterAll
    void stopController() {
        controller.close();
        server.close();
        cluster.delete(plane);
    }

    private NonNamespaceOperation<ApplicationSet, KubernetesResourceList<ApplicationSet>, Resource<ApplicationSet>>
            sets() {
        return plane.client().resources(ApplicationSet.class).inNamespace(plane.name());
    }

    private NonNamespaceOperation<Application, KubernetesResourceList<Application>, Resource<Application>>
            applications() {
        return plane.client().resources(Application.class).inNamespace(plane.name());
    }

    Resource<ApplicationSet> set(String name) {
        return sets().withName(name);
    }

    Resource<Application> application(String name) {
        return applications().withName(name);
    }

    /** A set with a spec in YAML. */
    void apply(String name, String spec) {
        plane.apply("apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: " + name + "}\nspec:\n"
                + spec.indent(2));
    }

    /** A template of Applications that nobody reconciles. */
    static String template(String name, String more) {
        return """
                template:
                  metadata:
                    name: '%s'
                    annotations: {%s: "true"}
                %s
                  spec:
                    project: default
                    source: {repoURL: "https://git.example/apps", path: x}
                    destination: {name: in-cluster, namespace: web}
                """.formatted(name, ALONE, more.indent(4).stripTrailing());
    }

    /** Names of all Applications that are not going. */
    List<String> names() {
        return applications().list().getItems().stream()
                .filter(application -> application.getMetadata().getDeletionTimestamp() == null)
                .map(application -> application.getMetadata().getName())
                .sorted()
                .toList();
    }

    void awaitNames(String... names) {
        patiently().alias("Applications " + List.of(names)).until(() -> names().equals(List.of(names)));
    }

    /** Waits until a condition of a set has this status, and gives its message. */
    String await(String set, String type, String status) {
        return patiently()
                .alias(type + " of " + set + " is " + status)
                .until(
                        () -> condition(set, type),
                        found -> found.filter(it -> it.status().equals(status)).isPresent())
                .orElseThrow()
                .message();
    }

    private Optional<SetCondition> condition(String set, String type) {
        return status(set)
                .flatMap(status -> status.conditions().stream()
                        .filter(condition -> condition.type().equals(type))
                        .findFirst());
    }

    Optional<ApplicationSetStatus> status(String set) {
        return Optional.ofNullable(set(set).get()).flatMap(found -> Optional.ofNullable(found.getStatus()));
    }

    void annotate(String set, String annotation, String value) {
        set(set).patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(annotation, value));
    }

    void patch(String application, String json) {
        application(application).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    static ConditionFactory patiently() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }
}
