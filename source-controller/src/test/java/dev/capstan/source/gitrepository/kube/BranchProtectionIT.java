package dev.capstan.source.gitrepository.kube;

import static dev.capstan.source.gitrepository.kube.GitRepositories.artifact;
import static dev.capstan.source.gitrepository.kube.GitRepositories.condition;
import static dev.capstan.source.gitrepository.kube.GitRepositories.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch that annotations protect, from a real git over HTTP, with signatures that ssh-keygen made. */
@WithCluster
class BranchProtectionIT {
    private static final String KEYS = "  verify: {mode: HEAD, secretRef: {name: keys}}\n";
    private static final String AUTHOR = "testkit@example.com";

    private static TestCluster cluster;
    private static Path storage;
    private static PackagedController controller;

    @TempDir
    Path root;

    @TempDir
    Path keys;

    private SshSigner jane;
    private ScratchRepository repository;
    private GitBackendServer git;
    private GitRepositories sources;

    @BeforeAll
    static void start(TestCluster given, @TempDir Path folder) throws IOException {
        cluster = given;
        storage = folder;
        controller = start();
    }

    private static PackagedController start() throws IOException {
        return SourceProcess.start(
                cluster, storage, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @BeforeEach
    void prepare(TestNamespace namespace) throws Exception {
        jane = SshSigner.make(keys, "jane");
        repository = ScratchRepository.create(root, "config");
        git = GitBackendServer.serve(root);
        sources = new GitRepositories(namespace);
        sources.secret("keys", Map.of("jane.sshpub", jane.publicKey()));
    }

    @AfterEach
    void close() {
        git.close();
    }

    private String push(String message, String... more) {
        var commit = commit(message, more);
        repository.git("push", "-q", "--force", "origin", "HEAD");
        return commit;
    }

    private String commit(String message, String... more) {
        repository.write("a.yaml", "a: " + message + "\n").git("add", "-A");
        var command = new ArrayList<>(List.of("commit", "-q", "--allow-empty", "-m", message));
        command.addAll(List.of(more));
        jane.git(repository, command.toArray(String[]::new));
        return repository.head();
    }

    private void protect(String annotations) {
        sources.patch("config", "{\"metadata\":{\"annotations\":{" + annotations + "}}}");
    }

    private GitRepositoryStatus awaitRevision(String commit) {
        return sources.await(
                "config",
                status -> GitRepositories.isReady(status)
                        && artifact(status).revision().text().equals("main@sha1:" + commit));
    }

    @Test
    void g015_aForcePushIsRefusedAlsoAfterALossAndARestartUntilTheAnnotationNamesIt() throws Exception {
        push("One");
        sources.apply("config", git.url("config"), "");
        awaitRevision(repository.head());
        protect("\"capstan.dev/branch-force-push\":\"refuse\"");
        var good = push("Two");
        sources.request("config", "1");
        var accepted = awaitRevision(good);
        assertThat(condition(accepted, Condition.SOURCE_VERIFIED).message()).contains("1 new commit since");
        assertThat(condition(accepted, "BranchProtected").message()).isEqualTo("last accepted: main@sha1:" + good);

        var forced = push("Three", "--amend");
        sources.request("config", "2");

        var refused = sources.awaitFailure("config");
        assertThat(ready(refused).reason()).isEqualTo("ForcePushRefused");
        assertThat(condition(refused, Condition.SOURCE_VERIFIED).status()).isEqualTo("False");
        assertThat(condition(refused, Condition.SOURCE_VERIFIED).message())
                .contains(forced)
                .contains(good)
                .contains("<" + AUTHOR + ">");
        assertThat(artifact(refused).revision().text()).isEqualTo("main@sha1:" + good);
        assertThat(GitRepositories.download(refused)).isNotEmpty();
        assertThat(sources.event("config", "ForcePushRefused").getMessage()).contains(forced);

        controller.close();
        try (var files = Files.walk(storage)) {
            files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .forEach(file -> file.toFile().delete());
        }
        controller = start();
        var lost = sources.await(
                "config",
                status -> status.artifact() == null && ready(status).reason().equals("ForcePushRefused"));
        assertThat(condition(lost, "BranchProtected").message()).endsWith(good);

        protect("\"capstan.dev/branch-accepted\":\"" + forced + "\"");

        var letThrough = awaitRevision(forced);
        assertThat(condition(letThrough, Condition.SOURCE_VERIFIED).status()).isEqualTo("True");
        assertThat(condition(letThrough, Condition.SOURCE_VERIFIED).message())
                .contains("is let through by the annotation capstan.dev/branch-accepted, although commit '" + forced);
        assertThat(condition(letThrough, "BranchProtected").message()).endsWith(forced);
        assertThat(sources.event("config", "BranchUpdateLetThrough").getMessage())
                .contains(forced);

        push("Four", "--amend");
        sources.request("config", "3");
        assertThat(ready(sources.awaitFailure("config")).reason()).isEqualTo("ForcePushRefused");
    }

    @Test
    void anUnsignedCommitBelowASignedHeadIsRefused() {
        push("One", "-S");
        sources.apply("config", git.url("config"), KEYS);
        protect("\"capstan.dev/branch-signatures\":\"every-commit\"");
        var good = repository.head();
        awaitRevision(good);

        var hidden = commit("Two");
        var signed = push("Three", "-S");
        sources.request("config", "1");

        var refused = sources.awaitFailure("config");
        assertThat(ready(refused).reason()).isEqualTo("InvalidGitObject");
        assertThat(ready(refused).message())
                .contains("commit '" + hidden + "' by ")
                .contains("is not signed");
        assertThat(artifact(refused).revision().text()).isEqualTo("main@sha1:" + good);
        assertThat(condition(refused, Condition.ARTIFACT_OUTDATED).message()).contains(signed);
    }

    @Test
    void aCommitOfAStrangerIsRefusedAndItsRevertIsAccepted() {
        push("One");
        sources.apply("config", git.url("config"), "");
        protect("\"capstan.dev/branch-authors\":\"*@example.com\"");
        var good = repository.head();
        awaitRevision(good);

        var foreign = push("Two", "--author=Eve <eve@evil.example>");
        sources.request("config", "1");

        var refused = sources.awaitFailure("config");
        assertThat(ready(refused).reason()).isEqualTo("AuthorNotAllowed");
        assertThat(ready(refused).message())
                .contains("commit '" + foreign + "' is by Eve <eve@evil.example>")
                .contains("allows only *@example.com");

        var reverted = repository.revert(foreign);
        sources.request("config", "2");
        assertThat(ready(sources.await(
                                "config",
                                status -> ready(status)
                                        .message()
                                        .endsWith("branch-accepted: " + reverted + ", and remove it afterwards")))
                        .reason())
                .as("the foreign commit is still among the new ones")
                .isEqualTo("AuthorNotAllowed");
        protect("\"capstan.dev/branch-accepted\":\"" + reverted + "\"");
        awaitRevision(reverted);
    }

    @Test
    void aRevertOfOneOfOursIsAcceptedByAllRules() {
        push("One", "-S");
        sources.apply("config", git.url("config"), KEYS);
        protect("\"capstan.dev/branch-force-push\":\"refuse\",\"capstan.dev/branch-signatures\":\"every-commit\","
                + "\"capstan.dev/branch-authors\":\"*@example.com\"");
        awaitRevision(repository.head());
        var mistake = push("Two", "-S");
        sources.request("config", "1");
        awaitRevision(mistake);

        jane.git(repository, "revert", "--no-edit", "-S", mistake);
        repository.git("push", "-q", "origin", "HEAD");
        sources.request("config", "2");

        awaitRevision(repository.head());
    }

    @Test
    void aRuleThatCannotBeReadKeepsTheArtifactUntilItIsCorrected() {
        push("One");
        sources.apply("config", git.url("config"), "");
        awaitRevision(repository.head());

        protect("\"capstan.dev/branch-force-push\":\"yes\"");
        assertThat(ready(sources.awaitFailure("config")).reason()).isEqualTo("InvalidVerificationMode");

        protect("\"capstan.dev/branch-force-push\":null");
        var corrected = awaitRevision(repository.head());
        assertThat(condition(corrected, "BranchProtected").status()).isEqualTo("Unknown");
        assertThat(condition(corrected, Condition.SOURCE_VERIFIED).status()).isEqualTo("Unknown");
    }
}
