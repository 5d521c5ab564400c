package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationCondition;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.OperationState;
import dev.capstan.api.argo.SyncStatus;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged controller beside a real API server and a real Git server, for the length of a test class, with a control-plane namespace of
 * its own. Every test has a repository, an Application called like {@link #app}, and a namespace of the same name that it is to fill.
 */
@WithCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the cluster comes before the first test, the repository before each
abstract class ApplicationFixture {
    private static final String SUFFIX = UUID.randomUUID().toString().substring(0, 8);

    /** The control-plane namespace. */
    final String plane = "plane-" + SUFFIX;

    KubernetesClient client;
    ScratchRepository repository;
    GitBackendServer server;
    /** The Application of the test that runs, and the namespace that it fills. */
    String app;

    private PackagedController controller;
    private Path folder;
    private Path kubeconfig;
    private int number;

    @BeforeAll
    void startController(TestCluster cluster, @TempDir Path own) throws IOException {
        client = cluster.client();
        folder = own;
        kubeconfig = kubeconfig(cluster.kubeconfig(), own);
        createNamespace(plane);
        prepare();
        controller = started();
    }

    /** How the controller reaches the cluster. */
    Path kubeconfig(Path administrators, Path folderOfTest) throws IOException {
        return administrators;
    }

    /** What the control plane has before the controller starts. */
    void prepare() {}

    /** Further settings of the controller. */
    Map<String, String> settings() {
        return Map.of();
    }

    private PackagedController started() {
        return started(kubeconfig, settings(), "Watching Application");
    }

    /**
     * Another process of the controller, with the same control plane.
     *
     * @param more settings
     * @param ready words in its log
     */
    PackagedController started(Path cluster, Map<String, String> more, String ready) {
        var all = new HashMap<>(Map.of(
                "capstan.source.remotes.allow-loopback",
                "true",
                "capstan.application.namespace",
                plane,
                "capstan.application.storage.path",
                folder.resolve("storage").toString(),
                "capstan.git.mirrors.path",
                folder.resolve("mirrors").toString()));
        all.putAll(more);
        return PackagedController.start(cluster, folder, all, ready);
    }

    void restart() {
        controller.kill();
        controller = started();
    }

    String controllerLog() {
        return controller.log();
    }

    @BeforeEach
    void serve(@TempDir Path served) {
        app = "app-" + SUFFIX + "-" + ++number;
        repository = ScratchRepository.create(served, "team/config");
        server = GitBackendServer.serve(served);
    }

    @AfterEach
    void stopServing() {
        application().delete();
        server.close();
        client.namespaces().withName(app).delete();
    }

    @AfterAll
    void stopController() {
        controller.close();
        client.namespaces().withName(plane).delete();
    }

    void createNamespace(String name) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    /** The Application of the seed: what people who come from Argo CD have. */
    void applySeed() {
        apply("""
                syncPolicy:
                  automated:
                    prune: true
                    selfHeal: true
                  syncOptions:
                    - CreateNamespace=true
                """);
    }

    /** An Application of the folder {@code environments/prod}, with what else its spec has. */
    void apply(String spec) {
        apply("", spec);
    }

    /** The same with further metadata. */
    void apply(String metadata, String spec) {
        applyObject(metadata, """
                project: default
                source:
                  repoURL: %s
                  targetRevision: main
                  path: environments/prod
                destination:
                  server: https://kubernetes.default.svc
                  namespace: %s
                """.formatted(server.url("team/config"), app) + spec);
    }

    /** An Application with any metadata, as lines below {@code metadata}, and any spec. */
    void applyObject(String metadata, String spec) {
        client.resource("apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: " + app
                        + "\n  namespace: " + plane + "\n" + metadata.indent(2) + "spec:\n" + spec.indent(2))
                .fieldManager("testkit")
                .forceConflicts()
                .serverSideApply();
    }

    /** Commits files of the folder of the Application. */
    String commit(Map<String, String> files) {
        files.forEach((name, text) -> repository.write("environments/prod/" + name, text));
        return repository.commit("Change");
    }

    static String configMap(String name, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                data:
                  value: %s
                """.formatted(name, value);
    }

    Resource<Application> application() {
        return client.resources(Application.class).inNamespace(plane).withName(app);
    }

    /** Changes the Application as {@code kubectl patch --type merge} does. */
    void patch(String mergePatch) {
        application().patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
    }

    Optional<Application> find() {
        return Optional.ofNullable(application().get());
    }

    /** The value of a ConfigMap in the namespace of the Application; empty when it is not there. */
    Optional<String> value(String configMap) {
        return Optional.ofNullable(live(configMap).get()).map(it -> it.getData().get("value"));
    }

    Resource<ConfigMap> live(String configMap) {
        return client.configMaps().inNamespace(app).withName(configMap);
    }

    void awaitValue(String configMap, String value) {
        patiently().alias(configMap).until(() -> value(configMap), Optional.of(value)::equals);
    }

    void awaitGone(String configMap) {
        patiently().alias(configMap).until(() -> live(configMap).get() == null);
    }

    /** Waits until the status is as wanted. */
    ApplicationStatus await(Predicate<ApplicationStatus> wanted) {
        return patiently()
                .conditionEvaluationListener(evaluated -> {})
                .until(
                        () -> find().map(Application::getStatus),
                        found -> found.filter(wanted).isPresent())
                .orElseThrow(() -> new AssertionError("the Application is " + find()));
    }

    ApplicationStatus awaitSynced(String revision) {
        return await(it -> isSynced(it, revision));
    }

    static boolean isSynced(ApplicationStatus status, String revision) {
        return "Synced".equals(sync(status)) && revision.equals(Announcements.revision(status));
    }

    static String sync(ApplicationStatus status) {
        return Optional.ofNullable(status.sync()).map(SyncStatus::status).orElse("");
    }

    static String health(ApplicationStatus status) {
        return Optional.ofNullable(status.health()).map(HealthStatus::status).orElse("");
    }

    static String phase(ApplicationStatus status) {
        return Optional.ofNullable(status.operationState())
                .map(OperationState::phase)
                .orElse("");
    }

    static List<String> conditions(ApplicationStatus status) {
        return status.conditions().stream().map(ApplicationCondition::type).toList();
    }

    /** So many pods are wanted of Argo CD's own controller, beside which ours stands back. */
    void runArgoCd(int replicas) {
        client.resource("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: argocd-application-controller
                  namespace: %s
                  labels:
                    app.kubernetes.io/name: argocd-application-controller
                    app.kubernetes.io/part-of: argocd
                spec:
                  replicas: %d
                  selector: {matchLabels: {a: b}}
                  template:
                    metadata: {labels: {a: b}}
                    spec: {containers: [{name: argocd, image: argocd:1}]}
                """.formatted(plane, replicas)).forceConflicts().serverSideApply();
    }

    List<String> events() {
        return client.v1().events().inNamespace(plane).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("Application")
                        && event.getInvolvedObject().getName().equals(app))
                .map(event -> event.getReason() + ": " + event.getMessage())
                .toList();
    }

    static ConditionFactory patiently() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }
}
