package dev.capstan.source.generator.kube;

import static dev.capstan.source.generator.kube.Generators.ready;
import static dev.capstan.source.generator.kube.Generators.unpack;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.source.ArtifactGenerator;
import dev.capstan.api.source.ExternalArtifact;
import dev.capstan.api.source.GeneratedArtifact;
import dev.capstan.digest.Digest;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts that are made of others, against a real API server and real Git servers. Nothing here waits for the interval of an hour. */
@WithCluster
class ArtifactGeneratorIT {
    private static final String SPLIT = """
              sources:
              - {alias: repo, kind: GitRepository, name: config}
              artifacts:
              - name: frontend
                originRevision: "@repo"
                copy:
                - {from: "@repo/deploy/frontend/**", to: "@artifact/", exclude: ["*.md"]}
              - name: backend
                copy:
                - {from: "@repo/deploy/backend/**", to: "@artifact/"}
            """;
    private static PackagedController controller;
    private static Path home;

    @TempDir
    Path root;

    @TempDir
    Path unpacked;

    private GitBackendServer git;
    private ScratchRepository repository;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) throws IOException {
        home = folder;
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @BeforeEach
    void serve() throws IOException {
        repository = ScratchRepository.create(root, "config");
        repository.commit(
                "First",
                Map.of(
                        "deploy/frontend/web.yaml", "w: 1\n",
                        "deploy/frontend/README.md", "r\n",
                        "deploy/backend/api.yaml", "a: 1\n",
                        "deploy/backend/values.yaml", "replicas: 1\nimage: {name: api, tag: 1}\n"));
        git = GitBackendServer.serve(root);
    }

    @AfterEach
    void end() {
        git.close();
    }

    private Generators split(TestNamespace namespace) {
        var generators = new Generators(namespace);
        generators.repository("config", git.url("config"));
        generators.apply("monorepo", SPLIT);
        return generators;
    }

    @Test
    void splitsARepositoryAndFollowsIt(TestNamespace namespace) throws Exception {
        var generators = split(namespace);

        var generator = generators.awaitReady("monorepo");

        assertThat(ready(generator).orElseThrow().message())
                .isEqualTo("reconciliation succeeded, generated 2 artifact(s)");
        assertThat(generator.getMetadata().getFinalizers()).containsExactly("source.extensions.fluxcd.io/finalizer");
        assertThat(generator.getStatus().observedSourcesDigest()).startsWith("sha256:");
        var frontend = generators.artifact("frontend");
        var backend = generators.artifactObject("backend");
        assertThat(generator.getStatus().inventory())
                .extracting(GeneratedArtifact::name, GeneratedArtifact::namespace)
                .containsExactly(tuple("frontend", namespace.name()), tuple("backend", namespace.name()));
        var entry = generator.getStatus().inventory().getFirst();
        assertThat(entry.digest()).isEqualTo(frontend.digest().text());
        assertThat(frontend.path()).isEqualTo("externalartifact/" + namespace.name() + "/frontend/" + entry.filename());
        assertThat(frontend.revision().text()).isEqualTo("latest@" + frontend.digest());
        assertThat(frontend.metadata().get("org.opencontainers.image.revision")).startsWith("main@sha1:");
        assertThat(Digest.sha256(Generators.get(frontend).body()))
                .hasToString(frontend.digest().text());
        assertThat(unpack(frontend, unpacked.resolve("1"))).containsExactly("web.yaml");
        assertThat(unpack(generators.artifact("backend"), unpacked.resolve("2")))
                .containsExactly("api.yaml", "values.yaml");
        assertThat(backend.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "source-watcher")
                .containsEntry(
                        "source.extensions.fluxcd.io/generator",
                        generator.getMetadata().getUid());
        var maker = requireNonNull(backend.getSpec().sourceRef());
        assertThat(List.of(requireNonNull(maker.apiVersion()), maker.kind(), maker.name()))
                .containsExactly("source.extensions.fluxcd.io/v1beta1", "ArtifactGenerator", "monorepo");

        var head = repository.commit("Second", Map.of("deploy/frontend/web.yaml", "w: 2\n"));
        generators.pull("config", "token-1");

        var followed = generators.awaitArtifact("frontend", it -> !it.digest().equals(frontend.digest()));
        assertThat(followed.metadata()).containsEntry("org.opencontainers.image.revision", "main@sha1:" + head);
        generators.await(
                "monorepo",
                it -> it.getStatus()
                        .inventory()
                        .getFirst()
                        .digest()
                        .equals(followed.digest().text()));
        assertThat(generators.artifactObject("backend").getMetadata().getResourceVersion())
                .isEqualTo(backend.getMetadata().getResourceVersion());
        assertThat(generators.events("Succeeded"))
                .anySatisfy(event -> assertThat(event)
                        .startsWith(
                                "source-watcher: reconciliation succeeded, generated 2 artifact(s); new: frontend (")
                        .doesNotContain("backend"));
    }

    @Test
    void whatIsNotMadeAnyMoreIsTakenBack(TestNamespace namespace) throws Exception {
        var generators = split(namespace);
        generators.awaitReady("monorepo");
        var backend = generators.artifact("backend");
        var frontend = generators.artifact("frontend");

        generators.apply("monorepo", SPLIT.substring(0, SPLIT.indexOf("- name: backend")));

        generators.awaitGone(ExternalArtifact.class, "backend");
        assertThat(generators.awaitReady("monorepo").getStatus().inventory()).hasSize(1);
        assertThat(Generators.get(backend).statusCode()).isEqualTo(404);
        assertThat(generators.artifact("frontend")).isEqualTo(frontend);

        generators.resource(ArtifactGenerator.class, "monorepo").delete();

        generators.awaitGone(ArtifactGenerator.class, "monorepo");
        generators.awaitGone(ExternalArtifact.class, "frontend");
        assertThat(Generators.get(frontend).statusCode()).isEqualTo(404);
        assertThat(home.resolve("storage/artifacts/externalartifact/" + namespace.name() + "/frontend"))
                .doesNotExist();
    }

    @Test
    void objectOfSomebodyElseIsLeftAlone(TestNamespace namespace) {
        var generators = split(namespace);
        generators.awaitReady("monorepo");
        generators.apply("second", SPLIT.replace("name: frontend", "name: other"));

        var refused = generators.awaitReason("second", "ReconciliationFailed");

        assertThat(ready(refused).orElseThrow().message())
                .isEqualTo("ExternalArtifact 'backend' is there already and made by ArtifactGenerator 'monorepo';"
                        + " choose another name or delete it");
        assertThat(generators.artifactObject("other")).isNull();
        assertThat(requireNonNull(generators.artifactObject("backend").getSpec().sourceRef())
                        .name())
                .isEqualTo("monorepo");

        generators.resource(ArtifactGenerator.class, "monorepo").delete();

        generators.awaitReady("second");
        assertThat(requireNonNull(generators.artifactObject("backend").getSpec().sourceRef())
                        .name())
                .isEqualTo("second");
    }

    @Test
    void whatOthersChangeOrDeleteIsPutBack(TestNamespace namespace) throws Exception {
        var generators = split(namespace);
        generators.awaitReady("monorepo");
        var frontend = generators.artifact("frontend");

        generators.resource(ExternalArtifact.class, "frontend").delete();
        assertThat(generators.awaitArtifact("frontend", it -> true)).satisfies(sameContentAs(frontend));

        generators
                .resource(ExternalArtifact.class, "frontend")
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"artifact\":{\"url\":\"http://elsewhere/\"}}}");
        assertThat(generators.awaitArtifact("frontend", it -> it.url().equals(frontend.url())))
                .satisfies(sameContentAs(frontend));
    }

    /** Put back is a new update, so its time may be later by a second. */
    private static ThrowingConsumer<Artifact> sameContentAs(Artifact expected) {
        return actual -> assertThat(actual)
                .usingRecursiveComparison()
                .ignoringFields("lastUpdateTime")
                .isEqualTo(expected);
    }

    @Test
    void lostFileIsBuiltAgain(TestNamespace namespace) throws Exception {
        var generators = split(namespace);
        generators.awaitReady("monorepo");
        var frontend = generators.artifact("frontend");
        Files.delete(home.resolve("storage/artifacts").resolve(frontend.path()));
        assertThat(Generators.get(frontend).statusCode()).isEqualTo(404);

        generators.patch(
                ArtifactGenerator.class,
                "monorepo",
                "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"now\"}}}");

        generators.await("monorepo", it -> "now".equals(it.getStatus().lastHandledReconcileAt()));
        assertThat(Digest.sha256(Generators.get(generators.artifact("frontend")).body()))
                .hasToString(frontend.digest().text());
        assertThat(generators.events("ArtifactVerificationFailed"))
                .singleElement()
                .asString()
                .contains("'frontend' is damaged");
    }

    @Test
    void annotationSuspendsUntilItIsGone(TestNamespace namespace) throws Exception {
        var generators = split(namespace);
        generators.awaitReady("monorepo");
        var frontend = generators.artifact("frontend");

        generators.patch(
                ArtifactGenerator.class,
                "monorepo",
                "{\"metadata\":{\"annotations\":{\"source.extensions.fluxcd.io/reconcile\":\"Disabled\"}}}");
        var suspended = generators.awaitReason("monorepo", "ReconciliationDisabled");
        assertThat(ready(suspended).orElseThrow().status()).isEqualTo("True");
        repository.commit("Second", Map.of("deploy/frontend/web.yaml", "w: 2\n"));
        generators.pull("config", "token-1");
        generators.patch(
                ArtifactGenerator.class,
                "monorepo",
                "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"now\"}}}");
        generators.await("monorepo", it -> "now".equals(it.getStatus().lastHandledReconcileAt()));
        assertThat(generators.artifact("frontend")).isEqualTo(frontend);

        generators.patch(
                ArtifactGenerator.class,
                "monorepo",
                "{\"metadata\":{\"annotations\":{\"source.extensions.fluxcd.io/reconcile\":null}}}");

        generators.awaitArtifact("frontend", it -> !it.digest().equals(frontend.digest()));
        generators.awaitReady("monorepo");
    }

    @Test
    void composesWhatOtherGeneratorsMake(TestNamespace namespace) throws Exception {
        var generators = new Generators(namespace);
        generators.apply("composite", """
                  commonMetadata:
                    labels: {team: apps}
                    annotations: {owner: "apps@example.org"}
                  sources:
                  - {alias: backend, kind: ExternalArtifact, name: backend}
                  - {alias: repo, kind: GitRepository, name: config}
                  artifacts:
                  - name: composite
                    revision: "@repo"
                    copy:
                    - {from: "@backend/", to: "@artifact/api/"}
                    - {from: "@repo/prod.yaml", to: "@artifact/api/values.yaml", strategy: Merge}
                    - {from: "@repo/charts/*.tgz", to: "@artifact/charts/", strategy: Extract}
                """);
        var waiting = generators.awaitReason("composite", "SourceFetchFailed");
        assertThat(ready(waiting).orElseThrow().message())
                .isEqualTo("the source 'ExternalArtifact/" + namespace.name() + "/backend' does not exist");
        repository.write("prod.yaml", "image: {tag: 2}\n");
        chart(repository);
        var head = repository.commit("Production");
        generators.repository("config", git.url("config"));

        generators.apply("monorepo", SPLIT);

        var composite = generators.awaitArtifact("composite", _ -> true);
        assertThat(composite.revision().text()).isEqualTo("main@sha1:" + head);
        assertThat(unpack(composite, unpacked))
                .containsExactly("api/api.yaml", "api/values.yaml", "charts/app/Chart.yaml");
        assertThat(unpacked.resolve("api/values.yaml")).hasContent("image:\n  name: api\n  tag: 2\nreplicas: 1\n");
        var object = generators.artifactObject("composite");
        assertThat(object.getMetadata().getLabels()).containsEntry("team", "apps");
        assertThat(object.getMetadata().getAnnotations()).containsEntry("owner", "apps@example.org");

        repository.commit("Third", Map.of("deploy/backend/api.yaml", "a: 3\n"));
        generators.pull("config", "token-1");

        generators.awaitArtifact("composite", it -> !it.digest().equals(composite.digest()));
    }

    private static void chart(ScratchRepository repository) throws Exception {
        var charts = Files.createDirectories(repository.workTree().resolve("charts"));
        var files = Files.createDirectories(repository.workTree().resolveSibling("chart-files"));
        var chart = Files.createDirectories(files.resolve("app"));
        Files.writeString(chart.resolve("Chart.yaml"), "name: app\nversion: 1.0.0\n");
        var archive = charts.resolve("app-1.0.0.tgz").toString();
        var tar = new ProcessBuilder("tar", "-czf", archive, "-C", files.toString(), "app")
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
    }

    @Test
    void makesArtifactsForFolders(TestNamespace namespace) throws Exception {
        var generators = new Generators(namespace);
        generators.repository("config", git.url("config"));
        generators.apply("folders", """
                  sources:
                  - {alias: repo, kind: GitRepository, name: config}
                  pathPattern: "@repo/deploy/{part}"
                  artifacts:
                  - name: "app-{part}"
                    copy:
                    - {from: "@repo/deploy/{part}/**", to: "@artifact/{part}/"}
                """);
        generators.awaitReady("folders");
        assertThat(unpack(generators.artifact("app-backend"), unpacked))
                .containsExactly("backend/api.yaml", "backend/values.yaml");
        assertThat(generators.artifactObject("app-frontend").getMetadata().getLabels())
                .containsEntry("part", "frontend");

        repository.git("mv", "deploy/frontend", "deploy/Web");
        repository.commit("Rename");
        generators.pull("config", "token-1");

        generators.awaitArtifact("app-web", _ -> true);
        generators.awaitGone(ExternalArtifact.class, "app-frontend");
    }

    @Test
    void whatCannotBeDoneIsSaid(TestNamespace namespace) {
        var generators = split(namespace);
        generators.awaitReady("monorepo");
        var frontend = generators.artifact("frontend");

        generators.apply("monorepo", SPLIT.replace("deploy/backend/**", "deploy/nowhere/**"));
        var failed = generators.awaitReason("monorepo", "BuildFailed");
        assertThat(ready(failed).orElseThrow().message())
                .isEqualTo("cannot build the artifact 'backend': copying from '@repo/deploy/nowhere/**':"
                        + " nothing in the source matches");
        assertThat(failed.getStatus().inventory()).hasSize(2);
        assertThat(generators.artifact("frontend")).isEqualTo(frontend);

        generators.apply("monorepo", SPLIT.replace("name: backend", "name: frontend"));
        generators.awaitReason("monorepo", "ValidationFailed");
        assertThat(generators.artifact("frontend")).isEqualTo(frontend);

        generators.apply("circle", """
                  sources:
                  - {alias: own, kind: ExternalArtifact, name: again}
                  - {alias: other, kind: ExternalArtifact, name: backend}
                  artifacts:
                  - name: again
                    copy:
                    - {from: "@other/", to: "@artifact/"}
                """);
        generators.awaitReason("circle", "SourceFetchFailed");
        assertThatThrownBy(() -> generators.apply("bad", SPLIT.replace("name: backend", "name: Back_End")))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("without a pathPattern the names of artifacts must be names");
    }

    @Test
    void whatIsRefusedLeavesNoFiles(TestNamespace namespace) {
        var generators = new Generators(namespace);
        generators.repository("config", git.url("config"));

        generators.apply("refused", "  commonMetadata: {labels: {team: not a label}}\n" + SPLIT);

        var failed = generators.awaitReason("refused", "ReconciliationFailed");
        assertThat(ready(failed).orElseThrow().message()).contains("cannot write ExternalArtifact 'frontend'");
        assertThat(home.resolve("storage/artifacts/externalartifact/" + namespace.name()))
                .isEmptyDirectory();
    }

    @Test
    void circlesAreNotFollowed(TestNamespace namespace) {
        var generators = split(namespace);
        generators.awaitReady("monorepo");
        generators.apply("one", circle("backend", "first"));
        generators.awaitReady("one");
        generators.apply("two", circle("first", "second"));
        generators.awaitReady("two");

        generators.apply("one", circle("second", "first"));

        var failed = generators.awaitReason("one", "ValidationFailed");
        assertThat(ready(failed).orElseThrow().message()).contains("second' is made from artifacts of this object");
    }

    private static String circle(String source, String name) {
        return """
                  sources:
                  - {alias: in, kind: ExternalArtifact, name: %s}
                  artifacts:
                  - name: %s
                    copy:
                    - {from: "@in/", to: "@artifact/sub/"}
                """.formatted(source, name);
    }
}
