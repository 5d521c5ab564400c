package dev.capstan.source.gitrepository.kube;

import static dev.capstan.source.gitrepository.kube.GitRepositories.artifact;
import static dev.capstan.source.gitrepository.kube.GitRepositories.condition;
import static dev.capstan.source.gitrepository.kube.GitRepositories.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code spec.verify} with signatures that the real git and ssh-keygen made. */
@WithCluster
class GitVerificationIT {
    private static PackagedController controller;

    @TempDir
    Path root;

    @TempDir
    Path keys;

    private SshSigner jane;
    private SshSigner eve;
    private ScratchRepository repository;
    private GitBackendServer git;
    private GitRepositories sources;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) throws IOException {
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @BeforeEach
    void prepare(TestNamespace namespace) throws Exception {
        jane = SshSigner.make(keys, "jane");
        eve = SshSigner.make(keys, "eve");
        repository = ScratchRepository.create(root, "config");
        git = GitBackendServer.serve(root);
        sources = new GitRepositories(namespace);
        sources.secret("keys", Map.of("jane.sshpub", jane.publicKey()));
    }

    @AfterEach
    void close() {
        git.close();
    }

    private String signedCommit(SshSigner signer, String message) {
        repository.write("a.yaml", "a: " + message + "\n").git("add", "-A");
        signer.git(repository, "commit", "-q", "-S", "-m", message);
        repository.git("push", "-q", "origin", "HEAD");
        return repository.head();
    }

    @Test
    void tellsThatTheCommitIsVerified() {
        var head = signedCommit(jane, "One");

        sources.apply("config", git.url("config"), "  verify: {mode: HEAD, secretRef: {name: keys}}\n");

        var status = sources.await("config", GitRepositories::isReady);
        assertThat(artifact(status).revision().text()).isEqualTo("main@sha1:" + head);
        assertThat(status.sourceVerificationMode()).isEqualTo("HEAD");
        var verified = condition(status, Condition.SOURCE_VERIFIED);
        assertThat(verified.status()).isEqualTo("True");
        assertThat(verified.reason()).isEqualTo("Succeeded");
        assertThat(verified.message()).contains("verified signature of commit '" + head + "'");
    }

    @Test
    void g014_anUnsignedCommitIsNotPublishedAndTheLastVerifiedOneStays() throws Exception {
        var good = signedCommit(jane, "One");
        sources.apply("config", git.url("config"), "  verify: {mode: HEAD, secretRef: {name: keys}}\n");
        sources.await("config", GitRepositories::isReady);

        var bad = repository.commit("Not signed", Map.of("a.yaml", "a: evil\n"));
        sources.request("config", "token-1");

        var refused = sources.awaitFailure("config");
        assertThat(ready(refused).reason()).isEqualTo("InvalidGitObject");
        assertThat(condition(refused, Condition.SOURCE_VERIFIED).status()).isEqualTo("False");
        assertThat(condition(refused, Condition.ARTIFACT_OUTDATED).message()).contains(bad);
        assertThat(artifact(refused).revision().text()).isEqualTo("main@sha1:" + good);
        assertThat(GitRepositories.digestOf(GitRepositories.download(refused)))
                .isEqualTo(artifact(refused).digest());
        var told = sources.event("config", "InvalidGitObject");
        assertThat(told.getType()).isEqualTo("Warning");
        assertThat(told.getMessage()).contains(bad).contains("is not signed");

        var better = signedCommit(jane, "Two");
        var recovered = sources.await("config", GitRepositories::isReady);
        assertThat(artifact(recovered).revision().text()).isEqualTo("main@sha1:" + better);
        assertThat(condition(recovered, Condition.SOURCE_VERIFIED).status()).isEqualTo("True");
    }

    @Test
    void g014_aCommitOfAStrangerIsNotPublishedUntilHisKeyIsAdded() throws Exception {
        signedCommit(eve, "One");
        sources.apply("config", git.url("config"), "  verify: {mode: HEAD, secretRef: {name: keys}}\n");

        var refused = sources.awaitFailure("config");
        assertThat(ready(refused).reason()).isEqualTo("InvalidCommitSignature");
        assertThat(refused.artifact()).isNull();

        sources.secret(
                "keys",
                Map.of(
                        "jane.sshpub", jane.publicKey(),
                        "eve.sshpub", eve.publicKey()));
        sources.await("config", GitRepositories::isReady);
    }

    @Test
    void verifiesTagAndCommit() {
        signedCommit(jane, "One");
        jane.git(repository, "tag", "-s", "-m", "Release", "v1.0.0");
        repository.git("push", "-q", "origin", "v1.0.0");

        sources.apply("config", git.url("config"), "  verify: {mode: TagAndHEAD, secretRef: {name: keys}}\n");
        var stalled = sources.await("config", s -> Conditions.of(s.conditions()).isTrue(Condition.STALLED));
        assertThat(ready(stalled).reason()).isEqualTo("InvalidVerificationMode");

        sources.patch("config", "{\"spec\":{\"ref\":{\"branch\":null,\"tag\":\"v1.0.0\"}}}");

        var status = sources.await("config", GitRepositories::isReady);
        assertThat(status.sourceVerificationMode()).isEqualTo("TagAndHEAD");
        assertThat(condition(status, Condition.SOURCE_VERIFIED).message())
                .contains("tag 'v1.0.0'")
                .contains("commit '");
    }

    @Test
    void aMissingSecretOfKeysIsNamed() {
        signedCommit(jane, "One");

        sources.apply("config", git.url("config"), "  verify: {mode: HEAD, secretRef: {name: nowhere}}\n");

        var failed = sources.awaitFailure("config");
        assertThat(ready(failed).reason()).isEqualTo("VerificationError");
        assertThat(ready(failed).message()).contains("'nowhere'");
    }
}
