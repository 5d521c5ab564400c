package dev.capstan.image.automation.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import dev.capstan.testkit.signature.GnuPg;
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

/** Signed commits, pushed over SSH to a real Git server and verified by git. */
@WithCluster
class SignedCommitIT {
    private static final String SIGNED = """
            git:
              commit:
                author: {name: Bot, email: bot@example.org}
                signingKey: {secretRef: {name: signing}%s}
            """;
    private static PackagedController controller;

    @TempDir
    Path served;

    @TempDir
    Path keys;

    private ScratchRepository repository;
    private GitSshServer server;
    private Automations automations;

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
        repository = ScratchRepository.create(served, "config");
        repository.commit(
                "First",
                Map.of("web.yaml", "image: web:1.0.0 # {\"$imagepolicy\": \"" + namespace.name() + ":web\"}\n"));
        server = GitSshServer.serve(served);
        automations.secret("access", Map.of("identity", server.identity(), "known_hosts", server.knownHosts()));
        automations.source(server.url("config"), "secretRef: {name: access}");
        automations.policy("web", "web", "1.1.0");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String bare(String... command) {
        var all = new ArrayList<>(List.of("-C", repository.bare().toString()));
        all.addAll(List.of(command));
        return repository.git(all.toArray(String[]::new));
    }

    @Test
    void anSshKeySignsWhatGitVerifies() throws Exception {
        Path key = keys.resolve("signing");
        assertThat(new ProcessBuilder(
                                "ssh-keygen",
                                "-q",
                                "-t",
                                "ed25519",
                                "-N",
                                "pass phrase",
                                "-C",
                                "bot",
                                "-f",
                                key.toString())
                        .start()
                        .waitFor())
                .isZero();
        Path allowed = keys.resolve("allowed");
        Files.writeString(allowed, "bot@example.org " + Files.readString(keys.resolve("signing.pub")));
        automations.secret("signing", Map.of("identity", Files.readString(key), "password", "pass phrase\n"));

        automations.automation("updates", SIGNED.formatted(", type: ssh"));
        var status = automations.awaitPush("updates");

        assertThat(bare("-c", "gpg.ssh.allowedSignersFile=" + allowed, "log", "-1", "--format=%G? %GS", "main"))
                .isEqualTo("G bot@example.org\n");
        assertThat(bare("rev-parse", "main").strip()).isEqualTo(status.lastPushCommit());
    }

    @Test
    void anOpenPgpKeySignsWhatGitVerifies() throws Exception {
        assumeTrue(GnuPg.isInstalled(), "gpg is not installed");
        try (var gpg = GnuPg.create()) {
            gpg.run("--quick-generate-key", "Bot <bot@example.org>", "ed25519", "sign", "never");
            String secret = new String(gpg.run("--armor", "--export-secret-keys"), UTF_8);
            automations.secret("signing", Map.of("git.asc", secret));

            automations.automation("updates", SIGNED.formatted(""));
            automations.awaitPush("updates");

            assertThat(new String(gpg.run("--list-keys"), UTF_8)).contains("bot@example.org");
            Path program = keys.resolve("gpg");
            Files.writeString(program, "#!/bin/sh\nexec gpg --homedir '" + gpg.home() + "' \"$@\"\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
            assertThat(bare("-c", "gpg.program=" + program, "log", "-1", "--format=%G?", "main")
                            .strip())
                    .isIn("G", "U");
        }
    }

    @Test
    void aKeyThatCannotBeReadPushesNothing() {
        automations.automation("updates", SIGNED.formatted(""));
        assertThat(Automations.ready(automations.awaitFailure("updates", "SourceManagerFailed"))
                        .message())
                .contains("'signing'");

        automations.secret("signing", Map.of("git.asc", "no key"));
        automations.await(
                "updates", status -> Automations.ready(status).message().contains("not usable"));
        assertThat(bare("log", "--format=%s", "main")).isEqualTo("First\n");
    }
}
