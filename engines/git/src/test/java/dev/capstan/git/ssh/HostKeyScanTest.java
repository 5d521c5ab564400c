package dev.capstan.git.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.ssh.HostKeyScan.Standing;
import dev.capstan.http.AddressRule;
import dev.capstan.testkit.git.GitSshServer;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeyScanTest {
    private static final GitSettings SETTINGS = new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT);

    @TempDir
    private Path served;

    private GitSshServer server;
    private RemoteUrl url;

    @BeforeEach
    void serve() {
        server = GitSshServer.serve(served);
        url = RemoteUrl.parse(server.url("config")).orElseThrow();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsTheKeyThatTheServerHas() {
        HostKey key = shown();

        assertThat(key.line() + "\n").isEqualTo(server.knownHosts());
        assertThat(key.type()).isEqualTo("ecdsa-sha2-nistp256");
        assertThat(key.fingerprint()).startsWith("SHA256:");
    }

    @Test
    void knowsHowTheFileOfAUserStandsToIt() {
        HostKey key = shown();

        assertThat(HostKeyScan.standing(server.knownHosts(), url, key)).isEqualTo(Standing.KNOWN);
        assertThat(HostKeyScan.standing(server.wrongKnownHosts(), url, key)).isEqualTo(Standing.CONTRADICTED);
        assertThat(HostKeyScan.standing("@revoked " + server.knownHosts(), url, key))
                .isEqualTo(Standing.CONTRADICTED);
        assertThat(HostKeyScan.standing("", url, key)).isEqualTo(Standing.UNKNOWN);
        assertThat(HostKeyScan.standing(server.knownHosts().replaceFirst("^\\S+", "elsewhere.example"), url, key))
                .isEqualTo(Standing.UNKNOWN);
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var nobody = RemoteUrl.parse("ssh://git@127.0.0.1:" + port + "/config").orElseThrow();

        assertThat(new HostKeyScan(nobody, SETTINGS, Duration.ofSeconds(10))
                        .run()
                        .problem())
                .containsInstanceOf(GitFailure.RemoteUnreachable.class);
    }

    private HostKey shown() {
        var keys = new HostKeyScan(url, SETTINGS, Duration.ofSeconds(20)).run().orElseThrow();
        assertThat(keys).hasSize(1);
        return keys.getFirst();
    }
}
