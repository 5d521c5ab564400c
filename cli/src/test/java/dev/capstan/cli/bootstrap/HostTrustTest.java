package dev.capstan.cli.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.terminal.Console;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.ssh.SshKeyAlgorithm;
import dev.capstan.git.ssh.SshKeyPair;
import dev.capstan.http.AddressRule;
import dev.capstan.testkit.git.GitSshServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of a real SSH server, without anybody to ask. */
class HostTrustTest {

    @TempDir
    private Path folder;

    private GitSshServer server;

    @BeforeEach
    void serve() {
        server = GitSshServer.serve(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aServerThatNobodyKnowsIsTrustedAsItComes() {
        assertThat(lines()).isEqualTo(server.knownHosts());
    }

    @Test
    void aServerIsKnownByTheFileOfThePerson() throws IOException {
        know(server.knownHosts());

        assertThat(lines()).isEqualTo(server.knownHosts());
    }

    @Test
    void aServerThatShowsAnotherKeyIsRefused() throws IOException {
        know(server.wrongKnownHosts());

        assertThatThrownBy(this::lines)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("has another one for it");
    }

    /** Who stands between shows a key of a kind that the file does not have. */
    @Test
    void aServerThatShowsNoneOfItsKeysIsRefused() throws IOException {
        String host = server.knownHosts().split(" ", 2)[0];
        know(host + " " + SshKeyPair.generate(SshKeyAlgorithm.ED25519, 0).publicKey());

        assertThatThrownBy(this::lines)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("shows none of the keys that");
    }

    private void know(String line) throws IOException {
        Files.writeString(folder.resolve("known_hosts"), line);
    }

    private String lines() {
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new HostTrust(
                        new Console(out, false, false),
                        new Prompt(InputStream.nullInputStream(), out, true),
                        new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT),
                        folder.resolve("known_hosts"))
                .linesFor(RemoteUrl.parse(server.url("fleet")).orElseThrow());
    }
}
