package dev.capstan.cli.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.bootstrap.ClusterRepository.CommitDetails;
import dev.capstan.cli.bootstrap.ClusterRepository.Committed;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.write.Person;
import dev.capstan.http.AddressRule;
import dev.capstan.kustomizationbuild.RemoteBaseSource;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits to a repository that the real git serves over HTTP. */
class ClusterRepositoryTest {

    private static final String FOLDER = "clusters/prod/flux-system/";
    private static final CommitDetails DETAILS =
            new CommitDetails(new Person("Jane", "jane@example.org"), "Keep clusters/prod\n", Optional.empty());

    @TempDir
    private Path served;

    @TempDir
    private Path folder;

    private ScratchRepository git;
    private GitBackendServer server;
    private ClusterRepository repository;

    @BeforeEach
    void serve() throws IOException {
        git = ScratchRepository.create(served, "fleet");
        git.git("-C", git.bare().toString(), "config", "http.receivepack", "true");
        server = GitBackendServer.serve(served);
        repository = ClusterRepository.open(folder, new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT));
    }

    @AfterEach
    void close() throws IOException {
        repository.close();
        server.close();
    }

    @Test
    void anEmptyRepositoryGetsItsFirstCommit() {
        var pushed = (Committed.Pushed) commit("main", "v1");

        assertThat(pushed.isNewBranch()).isTrue();
        assertThat(git.pull()).isEqualTo(pushed.commit());
        assertThat(git.git("ls-files").lines())
                .containsExactly(
                        FOLDER + "gotk-components.yaml", FOLDER + "gotk-sync.yaml", FOLDER + "kustomization.yaml");
        assertThat(git.git("log", "--format=%an %ae %s").strip()).isEqualTo("Jane jane@example.org Keep clusters/prod");
    }

    @Test
    void aSecondRunCommitsNothingAndAnUpgradeOnlyWhatChanged() {
        var first = (Committed.Pushed) commit("main", "v1");

        assertThat(commit("main", "v1"))
                .isInstanceOfSatisfying(
                        Committed.Unchanged.class,
                        unchanged -> assertThat(unchanged.commit()).isEqualTo(first.commit()));
        assertThat(commit("main", "v2"))
                .isInstanceOfSatisfying(
                        Committed.Pushed.class,
                        upgraded -> assertThat(upgraded.files()).containsExactly(FOLDER + "gotk-components.yaml"));
    }

    @Test
    void aNewBranchBeginsAtTheDefaultBranch() {
        git.commit("apps", Map.of("apps/a.yaml", "a: 1\n"));

        var pushed = (Committed.Pushed) commit("fleet", "v1");

        assertThat(pushed.isNewBranch()).isTrue();
        git.git("fetch", "-q", "origin");
        assertThat(git.git("ls-tree", "-r", "--name-only", "origin/fleet").lines())
                .contains("apps/a.yaml", FOLDER + "gotk-sync.yaml");
        assertThat(git.git("ls-tree", "-r", "--name-only", "origin/main").lines())
                .containsExactly("apps/a.yaml");
    }

    @Test
    void otherFilesStayAsTheyAre() {
        git.commit("mine", Map.of(FOLDER + "kustomization.yaml", """
            resources: [gotk-components.yaml, gotk-sync.yaml]
            namePrefix: ""
            """, "README.md", "mine\n"));

        commit("main", "v1");

        git.pull();
        assertThat(git.git("show", "HEAD:" + FOLDER + "kustomization.yaml")).contains("namePrefix");
        assertThat(git.git("show", "HEAD:README.md")).isEqualTo("mine\n");
    }

    @Test
    void aRefusedPushLeavesNothingAndTheNextTrySucceeds() throws IOException {
        git.commit("apps", Map.of("apps/a.yaml", "a: 1\n"));
        Path hook = Files.writeString(
                git.bare().resolve("hooks/pre-receive"), "#!/bin/sh\necho 'branch main is protected' >&2\nexit 1\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(commit("main", "v1"))
                .isInstanceOfSatisfying(
                        Committed.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("refused the push to 'refs/heads/main'", "branch main is protected"));

        Files.delete(hook);
        assertThat(commit("main", "v1")).isInstanceOf(Committed.Pushed.class);
        git.pull();
        assertThat(git.git("rev-list", "--count", "HEAD").strip()).isEqualTo("2");
    }

    @Test
    void aFileInTheWayIsNamed() {
        git.commit("file", Map.of("clusters", "not a folder\n"));

        assertThat(commit("main", "v1"))
                .isInstanceOfSatisfying(
                        Committed.Refused.class,
                        refused -> assertThat(refused.why()).contains("clusters"));
    }

    @Test
    void aWrongPasswordIsSeenByLooking() {
        server.requireBasic("git", "right");

        assertThat(repository.look(remote(new Credentials.Basic("git", "wrong"))))
                .containsInstanceOf(GitFailure.CredentialsRejected.class);
        assertThat(repository.look(remote(new Credentials.Basic("git", "right"))))
                .isEmpty();
    }

    private Committed commit(String branch, String version) {
        var sync = new SyncSpec(
                "flux-system",
                server.url("fleet"),
                branch,
                ClusterPath.parse("clusters/prod"),
                "1m0s",
                "flux-system",
                false);
        var files = new ClusterFiles(sync.path(), sync.name());
        var plan = new CommitPlan(
                files,
                sync,
                files.content(List.of(deployment(version)), "Capstan", sync),
                false,
                RemoteBaseSource.forbidden());
        return repository
                .commit(remote(new Credentials.Anonymous()), branch, DETAILS, plan)
                .orElseThrow();
    }

    private Remote remote(Credentials credentials) {
        return Remote.of(RemoteUrl.parse(server.url("fleet")).orElseThrow(), credentials);
    }

    private static YamlMap deployment(String version) {
        String text = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: source-controller, namespace: flux-system}
            spec: {template: {spec: {containers: [{name: manager, image: "capstan/source-controller:%s"}]}}}
            """.formatted(version);
        return (YamlMap) YamlReader.readAll("test", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT)
                .getFirst()
                .root();
    }
}
