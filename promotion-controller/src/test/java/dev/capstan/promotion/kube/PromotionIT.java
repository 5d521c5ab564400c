package dev.capstan.promotion.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.promotion.EnvironmentStatus;
import dev.capstan.api.promotion.Promotion;
import dev.capstan.api.promotion.PromotionMove;
import dev.capstan.testkit.http.ScriptedServer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promotions on a real API server with a real Git server; the test plays the controllers that apply. */
class PromotionIT extends PromotionFixture {
    private static final String FOLDERS = """
            files: [version.yaml]
            environments:
              - {name: dev, path: envs/dev, watch: [{kind: Kustomization, name: dev}]}
              - {name: staging, path: envs/staging, watch: [{kind: Kustomization, name: staging}]%s}
              - {name: prod, path: envs/prod, watch: [{kind: Kustomization, name: prod}]%s}
            """;

    private String commitVersions(int dev, int staging, int prod) {
        return repository.commit(
                "Versions",
                Map.of(
                        "envs/dev/version.yaml", "v: " + dev + "\n",
                        "envs/staging/version.yaml", "v: " + staging + "\n",
                        "envs/prod/version.yaml", "v: " + prod + "\n",
                        "envs/prod/replicas.yaml", "10\n"));
    }

    @Test
    void threeFoldersOneAfterTheOther() {
        String first = commitVersions(2, 1, 1);
        List.of("dev", "staging", "prod").forEach(name -> applied(name, first, "True"));
        apply(FOLDERS.formatted("", ""));

        awaitFile("main:envs/staging/version.yaml", "v: 2\n");
        EnvironmentStatus waiting = awaitState("prod", "Waiting");
        assertThat(waiting.message()).contains("waits for health");
        assertThat(bare("show", "main:envs/prod/version.yaml")).isEqualTo("v: 1\n");

        applied("staging", head("main"), "True");
        awaitFile("main:envs/prod/version.yaml", "v: 2\n");
        awaitState("prod", "UpToDate");

        assertThat(bare("show", "main:envs/prod/replicas.yaml")).isEqualTo("10\n");
        assertThat(bare("log", "--format=%s", "main").lines()).hasSize(3);
        List<PromotionMove> history = promotion().get().getStatus().history();
        assertThat(history).extracting(PromotionMove::environment).containsExactly("prod", "staging");
        assertThat(history.getFirst().commit()).isEqualTo("main@sha1:" + head("main"));
        assertThat(history.getFirst().why()).contains("staging is healthy");
        Conditions conditions = Conditions.of(promotion().get().getStatus().conditions());
        assertThat(conditions.get(Condition.READY)).get().satisfies(ready -> {
            assertThat(ready.status()).isEqualTo("True");
            assertThat(ready.reason()).isEqualTo("Succeeded");
        });
        patiently().until(() -> events().stream().anyMatch(it -> it.startsWith("Promoted: prod got main@")));
    }

    @Test
    void nothingComesFromWhatIsNotHealthyStaleOrMissing() {
        String first = commitVersions(1, 1, 1);
        apply(FOLDERS.formatted("", ""));
        awaitState("staging", "UpToDate");
        String second = commitVersions(2, 1, 1);

        awaitHealth(first, "True", "which does not have");
        awaitHealth(second, "False", "is not ready: as the test says");
        awaitHealth(second, "Unknown", "is being reconciled");
        assertThat(head("main")).isEqualTo(second);

        applied("dev", second, "True");
        awaitFile("main:envs/staging/version.yaml", "v: 2\n");
    }

    private void awaitHealth(String commit, String ready, String words) {
        applied("dev", commit, ready);
        await("dev", it -> it.health() != null && it.health().contains(words));
    }

    @Test
    void theTimeOfHealthSurvivesARestart() {
        String first = commitVersions(2, 1, 1);
        applied("dev", first, "True");
        apply(FOLDERS.formatted(", gates: {healthyFor: 1h}", ""));
        String since = await("dev", it -> it.healthySince() != null).healthySince();

        restart();
        repository.commit("Something else", Map.of("README", "x\n"));
        applied("dev", head("main"), "True");

        EnvironmentStatus staging = await(
                "staging",
                it -> it.gates().stream().anyMatch(gate -> gate.message().matches("healthy for [0-9]+s of 1h")));
        assertThat(staging.state()).isEqualTo("Waiting");
        assertThat(environment("dev").orElseThrow().healthySince()).isEqualTo(since);
    }

    @Test
    void aShortTimeOfHealthPassesByItself() {
        String first = commitVersions(2, 1, 1);
        applied("dev", first, "True");
        apply(FOLDERS.formatted(", gates: {healthyFor: 2s}", ""));

        awaitFile("main:envs/staging/version.yaml", "v: 2\n");
        List<PromotionMove> history =
                patiently().until(() -> promotion().get().getStatus().history(), it -> !it.isEmpty());
        assertThat(history.getFirst().why()).contains("2s are needed");
    }

    @Test
    void aClosedWindowAndAnExpressionKeepItOut() {
        String first = commitVersions(2, 1, 1);
        applied("dev", first, "True");
        String today = LocalDate.now(ZoneOffset.UTC)
                .plusDays(3)
                .getDayOfWeek()
                .getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        apply(FOLDERS.formatted(
                ", gates: {windows: [{days: [" + today + "], from: '08:00', to: '09:00', timeZone: Europe/Berlin}],"
                        + " expression: 'watched.exists(o, o.metadata.name == \"nobody\")'}",
                ""));

        EnvironmentStatus staging = awaitState("staging", "Waiting");

        assertThat(staging.gates())
                .extracting(gate -> gate.type() + " " + gate.open())
                .containsExactly("health true", "expression false", "window false");
        assertThat(staging.gates().getLast().message())
                .startsWith("outside the window until " + today)
                .endsWith("08:00 Europe/Berlin");
        assertThat(head("main")).isEqualTo(first);
    }

    @Test
    void anApprovalLetsInThisCandidateOnly() {
        String first = commitVersions(2, 1, 1);
        applied("dev", first, "True");
        apply(FOLDERS.formatted(", gates: {approval: {by: annotation}}", ""));
        awaitState("staging", "Waiting");

        annotate(Promotion.APPROVE, "\"staging=%s, tested by hand\"".formatted(first.substring(0, 12)));
        awaitFile("main:envs/staging/version.yaml", "v: 2\n");
        PromotionMove move = patiently()
                .until(() -> promotion().get().getStatus().history(), it -> !it.isEmpty())
                .getFirst();
        assertThat(move.by()).isEqualTo("jane");
        assertThat(move.why()).contains("approved by jane: tested by hand");

        repository.pull();
        String third = repository.commit("Third", Map.of("envs/dev/version.yaml", "v: 3\n"));
        applied("dev", third, "True");
        await(
                "staging",
                it -> it.candidate() != null && it.candidate().revision().endsWith(third));
        assertThat(awaitState("staging", "Waiting").gates().getLast().message()).contains("waits for approval");
    }

    @Test
    void pausesSkipsAndGoesBack() {
        String first = commitVersions(2, 1, 1);
        applied("dev", first, "True");
        apply(FOLDERS.formatted("", "") + "suspend: true\n");
        annotate(Promotion.PAUSE, "\"staging=holidays\"");
        apply(FOLDERS.formatted("", ""));
        assertThat(awaitState("staging", "Held").message()).isEqualTo("paused: holidays");
        assertThat(head("main")).isEqualTo(first);

        annotate(Promotion.PAUSE, "null");
        awaitFile("main:envs/staging/version.yaml", "v: 2\n");
        applied("staging", head("main"), "True");
        awaitFile("main:envs/prod/version.yaml", "v: 2\n");

        annotate(Promotion.ROLLBACK, "\"prod=too slow\"");
        awaitFile("main:envs/prod/version.yaml", "v: 1\n");
        EnvironmentStatus prod = awaitState("prod", "Held");
        assertThat(prod.message()).contains("was rolled back here (too slow)");
        assertThat(promotion().get().getStatus().history().getFirst().action()).isEqualTo("rolledBack");
        assertThat(bare("log", "-1", "--format=%s", "main")).startsWith("Roll prod back to");

        String after = head("main");
        restart();
        awaitState("prod", "Held");
        assertThat(head("main")).isEqualTo(after);
        patiently().until(() -> events().stream().anyMatch(it -> it.startsWith("PromotionRolledBack: prod went back")));
    }

    @Test
    void branchesAreForwarded() {
        repository.commit("First", Map.of("a", "1\n"));
        repository.branch("staging");
        repository.branch("dev");
        String second = repository.commit("Second", Map.of("a", "2\n"));
        applied("dev", second, "True");
        apply("""
                environments:
                  - {name: dev, branch: dev, watch: [{kind: Kustomization, name: dev}]}
                  - {name: staging, branch: staging}
                """);

        patiently().until(() -> head("staging"), second::equals);
        awaitState("staging", "UpToDate");
    }

    @Test
    void aPreReleaseBecomesARelease() {
        String first = repository.commit("First", Map.of("a", "1\n"));
        repository.tag("v1.0.0-rc.1");
        applied("staging", first, "True");
        apply("""
                environments:
                  - {name: staging, tag: 'v*-rc.*', watch: [{kind: Kustomization, name: staging}]}
                  - {name: prod, tag: 'v*'}
                """);

        patiently().until(() -> bare("rev-parse", "v1.0.0^{commit}").strip(), first::equals);
        assertThat(bare("cat-file", "-t", "v1.0.0")).isEqualTo("tag\n");
        awaitState("prod", "UpToDate");
    }

    @Test
    void aPersonMakesTheRelease() {
        String first = repository.commit("First", Map.of("a", "1\n"));
        repository.tag("v1.0.0-rc.1");
        applied("staging", first, "True");
        apply("""
                environments:
                  - {name: staging, tag: 'v*-rc.*', watch: [{kind: Kustomization, name: staging}]}
                  - {name: prod, tag: 'v*', by: person}
                """);

        assertThat(awaitState("prod", "Person").message()).contains("make the tag v1.0.0 at " + first.substring(0, 12));
        assertThat(bare("tag", "--list")).isEqualTo("v1.0.0-rc.1\n");
    }

    @Test
    void aPullRequestWaitsForAPerson() {
        String first = commitVersions(2, 1, 1);
        applied("dev", first, "True");
        var state = new AtomicReference<>("\"state\": \"open\", \"merged\": false");
        try (ScriptedServer forge = ScriptedServer.start()) {
            forge.answers(
                    request -> ScriptedServer.answer("POST".equals(request.getMethod()) ? 201 : 200, """
                    {"number": 7, "html_url": "https://forge.example/team/apps/pulls/7", %s, "mergeable": true,
                     "title": "t", "body": "b", "labels": [],
                     "head": {"ref": "promotion/%s/app/staging", "sha": "%s", "repo_id": 1},
                     "base": {"ref": "main", "repo_id": 1}}
                    """.formatted(
                                    state.get(), namespace.name(), first)));
            namespace.apply("""
                    {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "forge"}, "stringData": {"token": "t0ken"}}
                    """);
            apply(FOLDERS.formatted(", by: pullRequest, gates: {approval: {by: pullRequest}}", "")
                    + "pullRequest: {provider: gitea, apiURL: '" + forge.url()
                    + "/api/v1', secretRef: {name: forge}}\n");

            EnvironmentStatus proposed = awaitState("staging", "PullRequest");
            assertThat(proposed.pullRequest())
                    .satisfies(it -> assertThat(it.number()).isEqualTo(7));
            assertThat(bare("show", "promotion/" + namespace.name() + "/app/staging:envs/staging/version.yaml"))
                    .isEqualTo("v: 2\n");
            assertThat(head("main")).isEqualTo(first);
            assertThat(forge.requests().getFirst()).satisfies(request -> {
                assertThat(request.getMethod()).isEqualTo("POST");
                assertThat(request.getTarget()).isEqualTo("/api/v1/repos/team/apps/pulls");
                assertThat(request.getHeaders().get("Authorization")).isEqualTo("token t0ken");
            });

            bare("update-ref", "refs/heads/main", "promotion/" + namespace.name() + "/app/staging");
            state.set("\"state\": \"closed\", \"merged\": true");
            applied("staging", head("main"), "True");
            awaitFile("main:envs/prod/version.yaml", "v: 2\n");
            patiently()
                    .until(() -> promotion().get().getStatus().history().stream()
                            .anyMatch(it -> "https://forge.example/team/apps/pulls/7".equals(it.pullRequest())));
            patiently()
                    .until(() -> promotion().get().getStatus().history().stream()
                            .anyMatch(it -> it.environment().equals("prod")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments: [{name: dev, path: a, watch: [{kind: Kustomization, name: x}]}]",
                "files: [v]\nenvironments: [{name: dev, path: ../a, watch: [{kind: Kustomization, name: x}]}, {name: b, path: b}]",
                "files: [v]\nenvironments: [{name: dev, path: /a, watch: [{kind: Kustomization, name: x}]}, {name: b, path: b}]",
                "files: [v]\nenvironments: [{name: dev, path: a/.git, watch: [{kind: Kustomization, name: x}]}, {name: b, path: b}]",
                "environments: [{name: dev, path: a, watch: [{kind: Kustomization, name: x}]}, {name: b, path: b}]",
                "files: [v]\nenvironments: [{name: dev, path: a, watch: [{kind: Kustomization, name: x}]}, {name: b, path: a}]",
                "files: [v]\nenvironments: [{name: dev, path: a}, {name: b, path: b}]",
                "files: [v]\nenvironments: [{name: dev, path: a, watch: [{kind: Kustomization, name: x}]}, {name: b, branch: b}]",
                "environments: [{name: dev, branch: -x, watch: [{kind: Kustomization, name: x}]}, {name: b, branch: b}]",
                "environments: [{name: dev, branch: a, by: commit, watch: [{kind: Kustomization, name: x}]}, {name: b, branch: b}]",
                "environments: [{name: dev, branch: a, watch: [{kind: Kustomization, name: x}]}, {name: b, branch: b, by: pullRequest}]",
                "environments: [{name: dev, branch: a, watch: [{kind: Secret, name: x}]}, {name: b, branch: b}]",
                "environments: [{name: dev, tag: v*, branch: a, watch: [{kind: Kustomization, name: x}]}, {name: b, branch: b}]",
                "environments: [{name: dev, branch: a, watch: [{kind: Kustomization, name: x}]}, {name: b, branch: b,"
                        + " gates: {approval: {by: pullRequest}}}]",
                "environments: [{name: dev, branch: a, watch: [{kind: Kustomization, name: x}]}, {name: b, branch: b,"
                        + " gates: {windows: [{from: '25:00'}]}}]"
            })
    void theApiServerRefuses(String spec) {
        assertThatThrownBy(() -> apply(spec)).isInstanceOf(KubernetesClientException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files: [../v]\nenvironments: [{name: dev, path: a, watch: [{kind: Kustomization, name: x}]}, {name: b, path: b}]",
                "files: [/v]\nenvironments: [{name: dev, path: a, watch: [{kind: Kustomization, name: x}]}, {name: b, path: b}]",
                "files: [v]\nenvironments: [{name: dev, path: a, watch: [{kind: Kustomization, name: x}]}, {name: b, path: a/b}]",
                "environments: [{name: dev, tag: 'v**', watch: [{kind: Kustomization, name: x}]}, {name: b, tag: v*}]",
                "environments: [{name: dev, branch: a, watch: [{kind: Kustomization, name: x}]}, {name: b, branch: b,"
                        + " gates: {expression: 'candidate.'}}]",
                "environments: [{name: dev, branch: a, watch: [{kind: Kustomization, name: x}]}, {name: b, branch: b,"
                        + " gates: {windows: [{timeZone: Nowhere/City}]}}]"
            })
    void whatTheApiServerCannotSeeIsStalled(String spec) {
        apply(spec);

        patiently()
                .until(() -> Conditions.of(promotion().get().getStatus().conditions())
                        .isTrue(Condition.STALLED));
    }
}
