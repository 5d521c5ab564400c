package dev.capstan.promotion.kube;

import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.promotion.EnvironmentStatus;
import dev.capstan.api.promotion.Promotion;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The packaged controller beside a real API server and a real Git server, and words to play the controllers that apply. */
@WithCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PromotionFixture {
    TestNamespace namespace;
    ScratchRepository repository;
    GitBackendServer server;
    private TestCluster cluster;
    private PackagedController controller;
    private Path folder;

    @BeforeAll
    void startController(TestCluster shared, @TempDir Path own) {
        cluster = shared;
        folder = own;
        controller = started();
    }

    private PackagedController started() {
        return PackagedController.start(
                cluster.kubeconfig(),
                folder,
                Map.of(
                        "capstan.source.remotes.allow-loopback",
                        "true",
                        "capstan.promotion.storage.path",
                        folder.resolve("promotion").toString()),
                "Watching Promotion");
    }

    void restart() {
        controller.kill();
        controller = started();
    }

    @BeforeEach
    void serve(TestNamespace own, @TempDir Path served) {
        namespace = own;
        repository = ScratchRepository.create(served, "team/apps");
        bare("config", "http.receivepack", "true");
        server = GitBackendServer.serve(served);
        namespace.apply("""
                {"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository", "metadata": {"name": "apps"},
                 "spec": {"url": "%s", "interval": "1h", "ref": {"branch": "main"}}}
                """.formatted(server.url("team/apps")));
    }

    @AfterEach
    void stopServing() {
        promotion().delete();
        server.close();
    }

    @AfterAll
    void stopController() {
        controller.close();
    }

    String bare(String... arguments) {
        return repository.git(Stream.concat(Stream.of("-C", repository.bare().toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** A Promotion in YAML flow style. */
    void apply(String spec) {
        namespace.apply("apiVersion: promotion.capstan.dev/v1alpha1\nkind: Promotion\nmetadata: {name: app}\nspec:\n"
                + "  sourceRef: {name: apps}\n  interval: 1h\n" + spec.indent(2));
    }

    Resource<Promotion> promotion() {
        return namespace
                .client()
                .resources(Promotion.class)
                .inNamespace(namespace.name())
                .withName("app");
    }

    void annotate(String annotation, String value) {
        promotion()
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("jane")
                                .build(),
                        "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(annotation, value));
    }

    /** A Kustomization that has applied a commit and says how that went. */
    void applied(String name, String commit, String ready) {
        Resource<Kustomization> resource = namespace
                .client()
                .resources(Kustomization.class)
                .inNamespace(namespace.name())
                .withName(name);
        if (resource.get() == null) {
            namespace.apply("""
                    {"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "metadata": {"name": "%s"},
                     "spec": {"interval": "1h", "prune": true, "sourceRef": {"kind": "GitRepository", "name": "apps"}}}
                    """.formatted(name));
        }
        resource.subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"status": {"observedGeneration": 1, "lastAppliedRevision": "main@sha1:%s",
                  "lastAttemptedRevision": "main@sha1:%s", "conditions": [{"type": "Ready", "status": "%s",
                  "reason": "ReconciliationSucceeded", "message": "as the test says", "observedGeneration": 1,
                  "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}
                """.formatted(commit, commit, ready));
    }

    /** Waits until an environment is told as wanted. */
    EnvironmentStatus await(String environment, Predicate<EnvironmentStatus> wanted) {
        return patiently()
                .alias(environment + " in "
                        + Optional.ofNullable(promotion().get()).map(Promotion::getStatus))
                .until(
                        () -> environment(environment),
                        found -> found.filter(wanted).isPresent())
                .orElseThrow();
    }

    EnvironmentStatus awaitState(String environment, String state) {
        return await(environment, it -> state.equals(it.state()));
    }

    Optional<EnvironmentStatus> environment(String name) {
        return Optional.ofNullable(promotion().get())
                .flatMap(it -> Optional.ofNullable(it.getStatus()))
                .flatMap(status -> status.environments().stream()
                        .filter(it -> it.name().equals(name))
                        .findFirst());
    }

    /** Waits until a file of a branch has this text. */
    void awaitFile(String revisionAndPath, String text) {
        patiently().alias(revisionAndPath).until(() -> bare("show", revisionAndPath), text::equals);
    }

    String head(String branch) {
        return bare("rev-parse", branch).strip();
    }

    List<String> events() {
        return namespace.client().v1().events().inNamespace(namespace.name()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("Promotion"))
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
