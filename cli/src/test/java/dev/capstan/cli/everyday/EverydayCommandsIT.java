package dev.capstan.cli.everyday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CapstanProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.process.CapstanCommand;
import dev.capstan.testkit.process.CapstanCommand.Ended;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trace}, {@code tree}, {@code events}, {@code logs}, {@code export} and {@code delete}, as processes. */
@WithCluster
class EverydayCommandsIT {

    private static final String REVISION = "main@sha1:5394cb7f48332b2de7c17dd8b8384bbc84b7e738";

    /** What a command says of itself on a slow machine. */
    private static final Pattern SLOW = Pattern.compile("(?m)^capstan: .* (\\(\\d+ s\\)|took \\d+ s)\\R");

    private final TestCluster cluster;

    @TempDir
    private Path folder;

    private TestNamespace namespace;

    EverydayCommandsIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** A Kustomization that has applied a ConfigMap, and one that is gone. */
    @BeforeEach
    void whatWasApplied(TestNamespace empty) {
        namespace = empty;
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: config
                  annotations: {reconcile.fluxcd.io/requestedAt: now, team: web}
                spec: {url: "https://me@127.0.0.1:1/config", interval: 1m}
                """);
        namespace.apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: apps}
                spec: {interval: 1h, prune: true, path: ./apps, sourceRef: {kind: GitRepository, name: config}}
                """);
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  labels:
                    kustomize.toolkit.fluxcd.io/name: apps
                    kustomize.toolkit.fluxcd.io/namespace: %s
                data: {a: "1"}
                """.formatted(namespace.name()));
        status(ToolkitKind.GIT_REPOSITORY, "config", """
                "artifact": {"digest": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                  "path": "a/b", "url": "http://source/a/b", "revision": "%s", "lastUpdateTime": "2026-01-01T00:00:00Z"}
                """.formatted(REVISION));
        status(ToolkitKind.KUSTOMIZATION, "apps", """
                "lastAppliedRevision": "%1$s", "inventory": {"entries": [{"id": "%2$s_settings__ConfigMap", "v": "v1"},
                  {"id": "%2$s_lost__ConfigMap", "v": "v1"}]}
                """.formatted(REVISION, namespace.name()));
    }

    @Test
    void anObjectIsTracedToTheRevisionThatItComesFrom() throws Exception {
        Ended traced = capstan("trace", "cm/settings");

        assertThat(traced.code()).as(traced.output()).isZero();
        assertThat(traced.output())
                .containsSubsequence(
                        "ConfigMap %s/settings\n  status     Current".formatted(namespace.name()),
                        "Kustomization %s/apps\n  status     Ready: it is well\n  path       ./apps\n  revision   %s"
                                .formatted(namespace.name(), REVISION),
                        "GitRepository %s/config\n  status     Ready: it is well\n  url        https://127.0.0.1:1/config"
                                .formatted(namespace.name()),
                        "revision   " + REVISION,
                        "author     not known: ");

        namespace.apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: alone}\n");
        Ended alone = capstan("trace", "configmap", "alone", "--no-fetch");
        assertThat(alone.code()).isEqualTo(1);
        assertThat(alone.output()).contains("No Kustomization, HelmRelease or Application has applied it");
        assertThat(capstan("trace", "configmap/nothing").output()).contains("There is no ConfigMap named nothing");
    }

    @Test
    void theInventoryIsShownAsATree() throws Exception {
        assertThat(capstan("tree", "kustomization", "apps").output().lines())
                .containsExactly(
                        "Kustomization %s/apps  Ready %s".formatted(namespace.name(), REVISION),
                        "├── ConfigMap %s/settings  Current".formatted(namespace.name()),
                        "└── ConfigMap %s/lost  NotFound".formatted(namespace.name()));
        assertThat(capstan("tree", "source", "git", "config").code()).isEqualTo(2);
    }

    @Test
    void eventsOfAnObjectComeWithThoseOfItsSource() throws Exception {
        event("one", "Kustomization", "apps", "Normal", "applied");
        event("two", "GitRepository", "config", "Warning", "not\n fetched");
        event("three", "GitRepository", "other", "Warning", "of no interest");
        event("four", "Pod", "web", "Warning", "of no kind of the toolkit");

        assertThat(capstan("events", "--for", "Kustomization/apps").output())
                .contains("LAST SEEN", "Kustomization/apps", "applied", "GitRepository/config", "not; fetched")
                .doesNotContain("no interest");
        assertThat(capstan("events", "--types", "warning").output())
                .contains("not; fetched", "of no interest")
                .doesNotContain("applied", "of no kind");
        assertThat(capstan("events", "--types", "odd").code()).isEqualTo(2);
    }

    @Test
    void withoutPodsOfControllersThereAreNoLogs() throws Exception {
        Ended logs = capstan("logs", "--flux-namespace", namespace.name());

        assertThat(logs.code()).isEqualTo(1);
        assertThat(logs.output()).startsWith("capstan: There are no pods of controllers in the namespace");
    }

    @Test
    void anExportedObjectHasWhatBelongsIntoGit() throws Exception {
        assertThat(capstan("export", "source", "git", "config").output()).isEqualTo("""
                ---
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  annotations:
                    team: web
                  name: config
                  namespace: %s
                spec:
                  interval: 1m
                  timeout: 60s
                  url: https://me@127.0.0.1:1/config
                """.formatted(namespace.name()));
        assertThat(capstan("export", "ks").code()).isEqualTo(2);
        assertThat(capstan("export", "all", "--all").output()).contains("kind: Kustomization", "kind: GitRepository");
    }

    @Test
    void aDeletionSaysWhatGoesAndHappensOnlyWhenItIsAgreedTo() throws Exception {
        CapstanProcess.Result refused = new CapstanProcess(folder, Map.of())
                .run(
                        "delete",
                        "ks",
                        "apps",
                        "-n",
                        namespace.name(),
                        "--kubeconfig",
                        cluster.kubeconfig().toString());

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.text())
                .contains(
                        "The 2 objects that it applied are deleted with it:",
                        "  ConfigMap/%s/settings".formatted(namespace.name()),
                        "Delete it? [y/N] Nothing was deleted");

        Ended deleted = capstan("delete", "kustomization/apps", "-y");
        assertThat(deleted.code()).as(deleted.output()).isZero();
        assertThat(deleted.output()).endsWith("Kustomization %s/apps deleted\n".formatted(namespace.name()));
        assertThat(capstan("get", "ks").code()).isEqualTo(1);
    }

    @Test
    void aKustomizationIsComparedAndBuiltFromLocalFiles() throws Exception {
        write("kustomization.yaml", "namespace: %s\nresources: [all.yaml]\n".formatted(namespace.name()));
        write("all.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {a: "1"}
                """);
        namespace.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: lost, labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: %s}}
                """.formatted(namespace.name()));

        assertThat(capstan("diff", "ks", "apps", "--path", folder.toString()))
                .isEqualTo(new Ended(1, "ConfigMap/%s/lost deleted\n".formatted(namespace.name())));

        write("all.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {a: "2"}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: lost}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: token}
                stringData: {token: s3cret-value}
                """);
        assertThat(capstan("diff", "kustomization/apps", "--path", folder.toString()))
                .isEqualTo(new Ended(1, """
                        ConfigMap/%1$s/settings configured
                          data.a: "1" -> "2"
                        Secret/%1$s/token created
                        """.formatted(namespace.name())));
        assertThat(capstan("build", "kustomization", "apps", "--path", folder.toString())
                        .output())
                .startsWith("---\napiVersion: v1\n")
                .contains("kustomize.toolkit.fluxcd.io/name: apps", "name: lost");
        assertThat(capstan("diff", "ks", "apps").code()).isEqualTo(2);
        assertThat(capstan("diff", "ks", "nothing", "--path", folder.toString()).code())
                .isEqualTo(2);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void status(ToolkitKind kind, String name, String more) {
        namespace
                .client()
                .genericKubernetesResources(kind.context())
                .inNamespace(namespace.name())
                .withName(name)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {"observedGeneration": 1, "conditions": [{"type": "Ready", "status": "True", "reason": "Tested",
                          "message": "it is well", "observedGeneration": 1, "lastTransitionTime": "2026-01-01T00:00:00Z"}], %s}}
                        """.formatted(more));
    }

    private void event(String name, String kind, String object, String type, String message) {
        String apiVersion = kind.equals("Kustomization")
                ? "kustomize.toolkit.fluxcd.io/v1"
                : kind.equals("Pod") ? "v1" : "source.toolkit.fluxcd.io/v1";
        namespace.apply(
                """
                apiVersion: v1
                kind: Event
                metadata: {name: %s}
                involvedObject: {apiVersion: %s, kind: %s, name: %s, namespace: %s}
                type: %s
                reason: Tested
                message: "%s"
                lastTimestamp: "2026-01-01T00:00:00Z"
                """.formatted(name, apiVersion, kind, object, namespace.name(), type, message.replace("\n", "\\n")));
    }

    private Ended capstan(String... arguments) throws IOException, InterruptedException {
        Ended ended = new CapstanCommand(cluster.kubeconfig(), namespace.name(), folder).run(arguments);
        return new Ended(ended.code(), SLOW.matcher(ended.output()).replaceAll(""));
    }
}
