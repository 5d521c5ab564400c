package dev.capstan.cli.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.CapstanCommand;
import dev.capstan.testkit.process.CapstanCommand.Ended;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code capstan reconcile}, {@code suspend} and {@code resume} as processes; the test answers in place of the controllers. */
@WithCluster
class ReconcileCommandsIT {

    private static final String REVISION = "main@sha1:5394cb7f48332b2de7c17dd8b8384bbc84b7e738";

    private final TestCluster cluster;

    @TempDir
    private Path folder;

    private TestNamespace namespace;

    ReconcileCommandsIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void sourceAndKustomization(TestNamespace empty) {
        namespace = empty;
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: config}
                spec: {url: https://git.example/config, interval: 1m}
                """);
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps}
                spec: {interval: 1h, prune: true, sourceRef: {kind: GitRepository, name: config}}
                """);
    }

    @Test
    void theSourceComesFirstAndWhatCameOfBothIsPrinted() throws Exception {
        Path output = folder.resolve("reconcile.txt");
        Process reconcile = command().start(output, "reconcile", "ks", "apps", "--with-source");
        try {
            answer(ToolkitKind.GIT_REPOSITORY, "config", "True", "stored artifact for revision");
            answer(ToolkitKind.KUSTOMIZATION, "apps", "True", "Applied revision: " + REVISION);

            assertThat(reconcile.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(output))
                    .containsSubsequence(
                            "GitRepository %s/config: fetched revision %s".formatted(namespace.name(), REVISION),
                            "Kustomization %s/apps: applied revision %s".formatted(namespace.name(), REVISION),
                            "Applied revision: " + REVISION);
            assertThat(reconcile.exitValue()).isZero();
        } finally {
            reconcile.destroyForcibly();
        }
    }

    @Test
    void aFailureIsSaidWithItsReason() throws Exception {
        Path output = folder.resolve("reconcile.txt");
        Process reconcile = command().start(output, "reconcile", "source", "git", "config");
        try {
            answer(ToolkitKind.GIT_REPOSITORY, "config", "False", "the remote is not there");

            assertThat(reconcile.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(output))
                    .contains("capstan: GitRepository %s/config is not ready: Tested: the remote is not there"
                            .formatted(namespace.name()));
            assertThat(reconcile.exitValue()).isEqualTo(1);
        } finally {
            reconcile.destroyForcibly();
        }
    }

    @Test
    void whatNobodyAnswersIsTold() throws Exception {
        Ended unanswered = capstan("reconcile", "kustomization", "apps", "--timeout", "3s");

        assertThat(unanswered.code()).isEqualTo(1);
        assertThat(unanswered.output())
                .contains(
                        "capstan: waiting for kustomize-controller to answer",
                        "capstan: No controller has answered for Kustomization %s/apps in 3 s. Does kustomize-controller run"
                                .formatted(namespace.name()));
        assertThat(capstan("reconcile", "kustomization", "app", "--no-wait"))
                .isEqualTo(new Ended(
                        1,
                        "capstan: There is no Kustomization named app in namespace %s. Did you mean 'apps'?\n"
                                .formatted(namespace.name())));
        assertThat(capstan("reconcile", "ks", "apps", "--force").code()).isEqualTo(2);
    }

    @Test
    void aReleaseIsForcedAndResetWithTheSameToken() throws Exception {
        namespace.apply("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web}
                spec: {interval: 1h, chartRef: {kind: HelmChart, name: web}}
                """);

        assertThat(capstan("reconcile", "hr", "web", "--force", "--reset", "--no-wait")
                        .code())
                .isZero();

        Map<String, String> annotations = annotations(ToolkitKind.HELM_RELEASE, "web");
        assertThat(annotations.get(ToolkitKeys.REQUESTED_AT)).isNotEmpty();
        assertThat(annotations)
                .containsEntry(ToolkitKeys.FORCE_AT, annotations.get(ToolkitKeys.REQUESTED_AT))
                .containsEntry(ToolkitKeys.RESET_AT, annotations.get(ToolkitKeys.REQUESTED_AT));
    }

    @Test
    void aSuspendedObjectKeepsTheReasonUntilItIsResumed() throws Exception {
        assertThat(capstan("suspend", "ks", "apps", "--reason", "migration, ask Ann"))
                .isEqualTo(new Ended(
                        0, "Kustomization %s/apps suspended: migration, ask Ann\n".formatted(namespace.name())));
        assertThat(object(ToolkitKind.KUSTOMIZATION, "apps").get().<Boolean>get("spec", "suspend"))
                .isTrue();
        assertThat(capstan("suspend", "ks", "apps").output()).contains("was suspended already: migration, ask Ann");
        assertThat(capstan("get", "ks", "-o", "wide").output()).contains("True (migration, ask Ann)");
        assertThat(capstan("reconcile", "ks", "apps").output())
                .contains(
                        "is suspended (migration, ask Ann), so its controller would do nothing",
                        "resume kustomization apps");

        Path output = folder.resolve("resume.txt");
        Process resume = command().start(output, "resume", "ks", "apps");
        try {
            answer(ToolkitKind.KUSTOMIZATION, "apps", "True", "Applied revision: " + REVISION);

            assertThat(resume.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(output)).contains("apps resumed\n", "apps: Applied revision: " + REVISION);
            assertThat(resume.exitValue()).isZero();
            assertThat(annotations(ToolkitKind.KUSTOMIZATION, "apps")).doesNotContainKey(ToolkitKeys.SUSPEND_REASON);
        } finally {
            resume.destroyForcibly();
        }
    }

    @Test
    void nothingIsSuspendedWhenOneNameIsWrong() throws Exception {
        assertThat(capstan("suspend", "ks", "apps", "nothing").code()).isEqualTo(1);
        assertThat(object(ToolkitKind.KUSTOMIZATION, "apps").get().<Object>get("spec", "suspend"))
                .isNull();

        assertThat(capstan("suspend", "source", "git", "--all").output()).contains("config suspended");
        assertThat(capstan("resume", "source", "git", "--all", "--no-wait").output())
                .contains("config resumed");
        assertThat(capstan("resume", "source", "git", "--all").output()).contains("No gitrepositories are suspended");
    }

    private void answer(ToolkitKind kind, String name, String ready, String message) {
        String request = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> annotations(kind, name).getOrDefault(ToolkitKeys.REQUESTED_AT, ""),
                        value -> !value.isEmpty());
        long generation = object(kind, name).get().getMetadata().getGeneration();
        object(kind, name).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"status": {"observedGeneration": %1$d, "lastHandledReconcileAt": "%2$s", "conditions": [{"type": "Ready",
                  "status": "%3$s", "reason": "Tested", "message": "%4$s", "observedGeneration": %1$d,
                  "lastTransitionTime": "2026-01-01T00:00:00Z"}], %5$s}}
                """.formatted(
                        generation, request, ready, message, revision(kind)));
    }

    private static String revision(ToolkitKind kind) {
        return kind == ToolkitKind.KUSTOMIZATION
                ? "\"lastAppliedRevision\": \"" + REVISION + "\""
                : """
                  "artifact": {"digest": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                    "path": "a/b", "url": "http://source/a/b", "revision": "%s", "lastUpdateTime": "2026-01-01T00:00:00Z"}
                  """.formatted(REVISION);
    }

    private Map<String, String> annotations(ToolkitKind kind, String name) {
        return Optional.ofNullable(object(kind, name).get().getMetadata().getAnnotations())
                .orElse(Map.of());
    }

    private Resource<GenericKubernetesResource> object(ToolkitKind kind, String name) {
        return namespace
                .client()
                .genericKubernetesResources(kind.context())
                .inNamespace(namespace.name())
                .withName(name);
    }

    private Ended capstan(String... arguments) throws IOException, InterruptedException {
        return command().run(arguments);
    }

    private CapstanCommand command() {
        return new CapstanCommand(cluster.kubeconfig(), namespace.name(), folder);
    }
}
