package dev.capstan.git.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.git.signature.SignatureCheck;
import dev.capstan.git.signature.SignedObject;
import dev.capstan.git.signature.TrustedKeys;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.signature.GnuPg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed commits, verified by the real git with the real gpg and ssh-keygen where they are installed, and by our own check. */
class SignedCommitTest {
    @TempDir
    Path served;

    @TempDir
    Path folder;

    private ScratchRepository repository;
    private GitBackendServer server;
    private Automation automation;

    @BeforeEach
    void serve() throws IOException {
        repository = ScratchRepository.create(served, "config");
        repository.git("-C", repository.bare().toString(), "config", "http.receivepack", "true");
        repository.commit("First", Map.of("web.yaml", "tag: 1\n", "README", "1\n"));
        server = GitBackendServer.serve(served);
        automation = Automation.open(folder.resolve("commits"), server.url("config"));
    }

    @AfterEach
    void close() throws IOException {
        automation.close();
        server.close();
    }

    private CommitRequest signed(String branch, String text, CommitSigner signer) {
        return new CommitRequest(
                ReferenceSelector.branch("main").orElseThrow(),
                branch,
                Optional.empty(),
                Map.of(),
                Optional.of(signer),
                _ -> Optional.of(automation.edit("web.yaml", text)));
    }

    private SignatureCheck checked(String commit, String file, byte[] publicKey) {
        var raw = repository.git("-C", repository.bare().toString(), "cat-file", "commit", commit);
        var object = ((SignedObject.Parsed.Good) SignedObject.commit(raw.getBytes(UTF_8))).object();
        return ((TrustedKeys.Parsed.Keys) TrustedKeys.parse(Map.of(file, publicKey)))
                .keys()
                .check(object);
    }

    @Test
    void gitVerifiesACommitSignedByAnOpenPgpKey() throws Exception {
        assumeTrue(GnuPg.isInstalled(), "gpg is not installed");
        try (var gpg = GnuPg.create()) {
            gpg.run("--quick-generate-key", "Robot <robot@example.org>", "ed25519", "sign", "never");
            var parsed = CommitSigner.openPgp(gpg.run("--armor", "--export-secret-keys"), Optional.empty());
            var signer = ((CommitSigner.Parsed.Usable) parsed).signer();

            var pushed = automation.pushed(signed("main", "tag: 2\n", signer));

            assertThat(checked(pushed.commit(), "robot.asc", gpg.run("--armor", "--export")))
                    .isEqualTo(new SignatureCheck.Valid(signer.key()));
            assertThat(verify(List.of(), Map.of("GNUPGHOME", gpg.home().toString()), pushed.commit()))
                    .contains("Good signature from \"Robot <robot@example.org>\"");
        }
    }

    @Test
    void gitVerifiesACommitAndItsMergeSignedByAnSshKey() throws Exception {
        assumeTrue(isThere("ssh-keygen"), "ssh-keygen is not installed");
        run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "robot"), Map.of());
        var open = Files.readString(folder.resolve("robot.pub"));
        Files.writeString(folder.resolve("allowed"), "robot@example.org " + open);
        var parsed = CommitSigner.ssh(Files.readAllBytes(folder.resolve("robot")), Optional.empty());
        var signer = ((CommitSigner.Parsed.Usable) parsed).signer();
        automation.pushed(signed("images", "tag: 2\n", signer));
        repository.commit("Newer", Map.of("README", "2\n"));

        var pushed = automation.pushed(signed("images", "tag: 3\n", signer));

        assertThat(pushed.start()).isEqualTo(new BranchStart.Merged());
        for (var commit : List.of(pushed.commit(), pushed.parent())) {
            assertThat(checked(commit, "robot.sshpub", open.getBytes(UTF_8)))
                    .isEqualTo(new SignatureCheck.Valid(signer.key()));
            var allowed = "gpg.ssh.allowedSignersFile=" + folder.resolve("allowed");
            assertThat(verify(List.of("-c", allowed), Map.of(), commit)).contains("Good \"git\" signature");
        }
    }

    private String verify(List<String> settings, Map<String, String> environment, String commit) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", repository.bare().toString()));
        command.addAll(settings);
        command.addAll(List.of("verify-commit", "-v", commit));
        return run(command, environment);
    }

    private static boolean isThere(String program) {
        try {
            new ProcessBuilder(program, "-?").redirectErrorStream(true).start().destroy();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String run(List<String> command, Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
