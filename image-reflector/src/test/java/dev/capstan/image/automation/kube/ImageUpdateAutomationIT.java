package dev.capstan.image.automation.kube;

import static dev.capstan.image.automation.kube.Automations.COMMIT;
import static dev.capstan.image.automation.kube.Automations.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.ImageUpdateAutomation;
import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged controller with a real API server and a real Git server over HTTP. */
@WithCluster
class ImageUpdateAutomationIT {
    private static PackagedController controller;

    @TempDir
    Path served;

    private ScratchRepository repository;
    private GitBackendServer server;
    private Automations automations;
    private String marker;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) {
        controller = AutomationProcess.start(cluster, folder);
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @BeforeEach
    void prepare(TestNamespace namespace) {
        automations = new Automations(namespace);
        marker = " # {\"$imagepolicy\": \"" + namespace.name() + ":web\"}\n";
        repository = ScratchRepository.create(served, "config");
        repository.git("-C", repository.bare().toString(), "config", "http.receivepack", "true");
        repository.commit("First", Map.of("apps/web.yaml", web("1.0.0")));
        server = GitBackendServer.serve(served);
        automations.source(server.url("config"), "");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String web(String tag) {
        return "# The shop\nkind: Deployment\nmetadata: {name: web}\nspec:\n  image: web:" + tag + marker + "\n";
    }

    private String atRemote(String revisionAndPath) {
        return repository.git("-C", repository.bare().toString(), "show", revisionAndPath);
    }

    private String log(String format, String branch) {
        return repository
                .git("-C", repository.bare().toString(), "log", "--format=" + format, branch)
                .strip();
    }

    @Test
    void whatOlderTutorialsShowWorks() {
        repository.commit(
                "More",
                Map.of(
                        "apps/kustomization.yaml",
                        "images:\n- name: web\n  newTag: \"1.0.0\"" + marker.replace(":web\"", ":web:tag\""),
                        "apps/release.yaml",
                        "kind: HelmRelease\nmetadata: {name: web}\nspec:\n  values:\n    image:\n      tag: 1.0.0"
                                + marker.replace(":web\"", ":web:tag\""),
                        "elsewhere/web.yaml",
                        web("1.0.0")));
        automations.policy("web", "web", "1.1.0");

        automations.automation("v1beta1", "updates", """
                interval: 1h
                sourceRef: {kind: GitRepository, name: config}
                git:
                  checkout: {ref: {branch: main}}
                  commit:
                    author: {name: fluxcdbot, email: fluxcdbot@users.noreply.example.org}
                    messageTemplate: 'chore: update image to {{.NewTag}}'
                  push: {branch: main}
                update: {path: ./apps, strategy: Setters}
                """);

        var status = automations.awaitPush("updates");
        assertThat(log("%an <%ae> %cn %s", "main"))
                .startsWith("fluxcdbot <fluxcdbot@users.noreply.example.org> fluxcdbot chore: update image to 1.1.0");
        assertThat(atRemote("main:apps/web.yaml")).isEqualTo(web("1.1.0"));
        assertThat(atRemote("main:apps/kustomization.yaml")).contains("newTag: \"1.1.0\" # {");
        assertThat(atRemote("main:apps/release.yaml")).contains("tag: 1.1.0 # {");
        assertThat(atRemote("main:elsewhere/web.yaml")).isEqualTo(web("1.0.0"));
        assertThat(ready(status).message()).isEqualTo("repository up-to-date");
        assertThat(status.lastPushCommit())
                .isEqualTo(log("%H", "main").lines().findFirst().orElseThrow());
        assertThat(status.lastPushTime()).isNotNull();
        assertThat(status.lastAutomationRunTime()).isNotNull();
        assertThat(status.observedPolicies()).containsExactly(Map.entry("web", new ImageRef("web", "1.1.0", null)));
        assertThat(status.observedSourceRevision()).isEqualTo("main@sha1:" + status.lastPushCommit());
        await().untilAsserted(() -> assertThat(automations.events("updates")).anySatisfy(event -> {
            assertThat(event.getReason()).isEqualTo("Succeeded");
            assertThat(event.getType()).isEqualTo("Normal");
            assertThat(event.getMessage())
                    .isEqualTo("pushed commit '"
                            + String.valueOf(status.lastPushCommit()).substring(0, 7)
                            + "' to branch 'main'\nchore: update image to 1.1.0");
            assertThat(event.getReportingComponent()).isEqualTo("image-automation-controller");
        }));
        assertThat(automations.sourceRequest()).isPresent();
    }

    @Test
    void aNewChoiceIsWrittenAtOnceAndNothingElseIs() {
        automations.policy("web", "web", "1.1.0");
        automations.automation("updates", COMMIT);
        String first = automations.awaitPush("updates").lastPushCommit();

        automations.request("updates", "nothing-new");
        automations.policy("web", "web", "1.2.0");
        automations.await("updates", status -> !String.valueOf(first).equals(status.lastPushCommit()));

        assertThat(atRemote("main:apps/web.yaml")).isEqualTo(web("1.2.0"));
        assertThat(log("%s", "main").lines()).hasSize(3);
    }

    @Test
    void pushesToAnotherBranchAndToARefspec() {
        automations.policy("web", "web", "1.1.0");

        automations.automation(
                "updates", COMMIT + "  push: {branch: bot, refspec: 'refs/heads/bot:refs/heads/review/web'}\n");

        var status = automations.awaitPush("updates");
        assertThat(atRemote("main:apps/web.yaml")).isEqualTo(web("1.0.0"));
        assertThat(atRemote("bot:apps/web.yaml")).isEqualTo(web("1.1.0"));
        assertThat(log("%H", "review/web")).startsWith(String.valueOf(status.lastPushCommit()));
        await().untilAsserted(() -> assertThat(automations.events("updates"))
                .anySatisfy(event -> assertThat(event.getMessage()).contains("to branch 'bot' and refspecs '")));
    }

    @Test
    void whatAPersonTookBackIsLeftAlone() {
        automations.policy("web", "web", "1.1.0");
        automations.automation("updates", COMMIT);
        automations.awaitPush("updates");
        repository.git("pull", "-q", "origin", "main");
        String revert = repository.revert("HEAD");

        var left = automations.request("updates", "after-the-revert");

        assertThat(atRemote("main:apps/web.yaml")).isEqualTo(web("1.0.0"));
        assertThat(left.leftAlone()).singleElement().satisfies(it -> {
            assertThat(it.policy()).isEqualTo("web");
            assertThat(it.tag()).isEqualTo("1.1.0");
            assertThat(it.commit()).isEqualTo(revert);
        });
        assertThat(ready(left).holds()).isTrue();
        assertThat(ready(left).message()).contains("'web'").contains("1.1.0");
        await().untilAsserted(() -> assertThat(automations.events("updates"))
                .anySatisfy(event -> assertThat(event.getReason()).isEqualTo("UpdateTakenBack")));

        automations.policy("web", "web", "1.2.0");
        automations.await("updates", status -> status.leftAlone().isEmpty());
        assertThat(atRemote("main:apps/web.yaml")).isEqualTo(web("1.2.0"));
    }

    @Test
    void aSuspendedAutomationDoesNothing() {
        automations.policy("web", "web", "1.1.0");
        automations.automation("updates", COMMIT + "suspend: true\n");
        automations.patch(
                "updates", "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"suspended\"}}}");
        await().until(() -> "suspended".equals(status("updates").lastHandledReconcileAt()));

        assertThat(log("%s", "main")).isEqualTo("First");

        automations.patch("updates", "{\"spec\":{\"suspend\":false}}");
        automations.awaitPush("updates");
    }

    private ImageUpdateAutomationStatus status(String name) {
        var object = automations
                .namespace()
                .client()
                .resources(ImageUpdateAutomation.class)
                .inNamespace(automations.namespace().name())
                .withName(name)
                .get();
        return object.getStatus() == null ? ImageUpdateAutomationStatus.INITIAL : object.getStatus();
    }

    @Test
    void aTemplateThatFailsPushesNothingUntilItIsCorrected() {
        automations.policy("web", "web", "1.1.0");
        automations.automation("updates", COMMIT + "    messageTemplate: '{{ .NoSuchField }}'\n");

        var failed = automations.awaitFailure("updates", "GitOperationFailed");
        assertThat(ready(failed).message()).contains("NoSuchField");
        assertThat(log("%s", "main")).isEqualTo("First");

        automations.automation(
                "updates", COMMIT + "    messageTemplate: '{{ range .Updated.Images }}{{ println . }}{{ end }}'\n");
        automations.awaitPush("updates");
        assertThat(log("%s", "main")).startsWith("web:1.1.0\n");
    }

    @Test
    void i090_aLinkIsNeitherFollowedNorReplaced() throws IOException {
        Files.createDirectories(repository.workTree().resolve("shared"));
        repository.write("shared/web.yaml", web("1.0.0"));
        Files.createSymbolicLink(repository.workTree().resolve("apps/link.yaml"), Path.of("../shared/web.yaml"));
        Files.createSymbolicLink(repository.workTree().resolve("outside"), Path.of("/etc"));
        repository.commit("Links");
        automations.policy("web", "web", "1.1.0");

        automations.automation("updates", COMMIT + "update: {path: ./apps}\n");
        automations.awaitPush("updates");

        assertThat(atRemote("main:shared/web.yaml")).isEqualTo(web("1.0.0"));
        assertThat(atRemote("main:apps/link.yaml")).isEqualTo("../shared/web.yaml");

        automations.automation("linked", COMMIT + "update: {path: ./outside}\n");
        assertThat(ready(automations.awaitFailure("linked", "UpdateFailed")).message())
                .contains("link");
    }

    @Test
    void i089_markersOfOtherNamespacesAreReported() {
        repository.commit(
                "Foreign", Map.of("apps/foreign.yaml", "image: web:1.0.0 # {\"$imagepolicy\": \"elsewhere:web\"}\n"));
        automations.policy("web", "web", "1.1.0");

        automations.automation("updates", COMMIT);

        var status = automations.awaitPush("updates");
        assertThat(ready(status).message()).contains("apps/foreign.yaml:1").contains("elsewhere:web");
        assertThat(atRemote("main:apps/foreign.yaml")).contains("web:1.0.0");
    }

    @Test
    void nothingIsPushedForABrokenPolicy() {
        automations.policy("web", "web", "1.1.0");
        automations.patchStatus("web", """
                {"conditions":[{"type":"Stalled","status":"True","reason":"InvalidPolicy","message":"no policy is set",
                "lastTransitionTime":"2026-01-01T00:00:00Z"}]}""");

        automations.automation("updates", COMMIT);

        var status = automations.await("updates", Automations::isReady);
        assertThat(ready(status).message()).contains("'web'").contains("no policy is set");
        assertThat(log("%s", "main")).isEqualTo("First");
    }

    @Test
    void saysWhatIsMissingAndGoesOnWhenItComes(TestNamespace namespace) {
        automations.policy("web", "web", "1.1.0");
        automations.automation("bare", "");
        automations.automation("v1", "lost", """
                interval: 1h
                sourceRef: {kind: GitRepository, name: later}
                """ + COMMIT);

        assertThat(ready(automations.awaitFailure("bare", "InvalidSourceConfiguration"))
                        .message())
                .contains("spec.git");
        assertThat(ready(automations.awaitFailure("lost", "SourceManagerFailed"))
                        .message())
                .contains("'" + namespace.name() + "/later' does not exist");

        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: later}
                spec: {interval: 1h, url: "%s", ref: {branch: main}}
                """.formatted(server.url("config")));
        automations.awaitPush("lost");
    }

    @Test
    void aServerThatIsAwayIsAskedAgain() {
        automations.policy("web", "web", "1.1.0");
        server.fail(503);
        automations.automation("updates", COMMIT);
        automations.awaitFailure("updates", "GitOperationFailed");

        server.heal();

        automations.awaitPush("updates");
    }

    @Test
    void credentialsOfTheSourceAreUsedAndNeverShown() {
        server.requireBasic("git", "s3cret-word");
        automations.secret("access", Map.of("username", "git", "password", "wrong-s3cret"));
        automations.source(server.url("config"), "secretRef: {name: access}");
        automations.policy("web", "web", "1.1.0");
        automations.automation("updates", COMMIT);

        var failed = automations.awaitFailure("updates", "GitOperationFailed");
        assertThat(failed.toString()).doesNotContain("s3cret");

        automations
                .namespace()
                .client()
                .secrets()
                .inNamespace(automations.namespace().name())
                .withName("access")
                .edit(secret ->
                        secret.edit().addToStringData("password", "s3cret-word").build());
        automations.awaitPush("updates");
    }

    @Test
    void goesWhenItIsDeleted() {
        automations.policy("web", "web", "1.0.0");
        automations.automation("updates", COMMIT);
        automations.await("updates", Automations::isReady);
        var resource = automations
                .namespace()
                .client()
                .resources(ImageUpdateAutomation.class)
                .inNamespace(automations.namespace().name())
                .withName("updates");
        assertThat(resource.get().getMetadata().getFinalizers()).containsExactly("finalizers.fluxcd.io");

        resource.delete();

        await().atMost(Duration.ofSeconds(20)).until(() -> resource.get() == null);
    }
}
