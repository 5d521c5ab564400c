package dev.capstan.testkit.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every server is asked by the git command. */
class GitServersIT {

    @TempDir
    Path root;

    private ScratchRepository repository;

    @AutoClose
    private GitBackendServer http;

    @BeforeEach
    void serve() {
        repository = ScratchRepository.create(root, "team/config");
        http = GitBackendServer.serve(root);
    }

    @Test
    void clonesOverHttp() throws IOException {
        String head = repository.commit("first", Map.of("apps/web.yaml", "kind: Deployment\n"));

        Path clone = clone(http.url("team/config"));

        assertThat(clone.resolve("apps/web.yaml")).hasContent("kind: Deployment\n");
        assertThat(remoteHead(http.url("team/config"))).isEqualTo(head);
        assertThat(http.fetches()).isEqualTo(1);
        assertThat(http.bytesSent()).isPositive();
    }

    @Test
    void followsHistoryRewritesBranchesTagsAndReverts() {
        String first = repository.commit("first", Map.of("a", "1"));
        String second = repository.commit("second", Map.of("a", "2"));
        repository.tag("v1.0.0").branch("staging");
        String staged = repository.commit("only on staging", Map.of("a", "3"));
        repository.branch("main");
        String rewritten = repository.write("a", "4").amendAndForcePush("second, rewritten");

        assertThat(remote("refs/tags/v1.0.0")).isEqualTo(second);
        assertThat(remote("refs/heads/staging")).isEqualTo(staged);
        assertThat(remote("refs/heads/main")).isEqualTo(rewritten).isNotIn(first, second);

        repository.revert(rewritten);
        assertThat(repository.workTree().resolve("a")).hasContent("1");

        repository.deleteRemote("staging");
        assertThat(remote("refs/heads/staging")).isEmpty();
    }

    @Test
    void wantsTheRightPassword() {
        repository.commit("first");
        http.requireBasic("robot", "secret");

        assertThatThrownBy(() -> remoteHead(http.url("team/config"))).hasMessageContaining("could not read Username");
        String withPassword = http.url("team/config").replace("http://", "http://robot:secret@");
        assertThat(remoteHead(withPassword)).hasSize(40);
    }

    @Test
    void wantsTheRightToken() {
        repository.commit("first");
        http.requireBearer("token");

        String answer = GitCommand.run(
                root, "-c", "http.extraHeader=Authorization: Bearer token", "ls-remote", http.url("team/config"));

        assertThat(answer).contains("refs/heads/main");
    }

    @Test
    void failsAsOftenAsTold() {
        repository.commit("first");
        http.failNext(1, 503);

        assertThatThrownBy(() -> remoteHead(http.url("team/config"))).hasMessageContaining("503");
        assertThat(remoteHead(http.url("team/config"))).hasSize(40);
    }

    @Test
    void redirectsToAnotherServer() {
        repository.commit("first");
        try (GitBackendServer other = GitBackendServer.serve(root)) {
            http.redirect("old/place", other.url("team/config"));

            assertThat(remoteHead(http.url("old/place"))).hasSize(40);
            assertThat(other.requests()).isNotEmpty();
        }
    }

    @Test
    void servesOverTlsWithItsOwnAuthority(@TempDir Path folder) throws IOException {
        repository.commit("first");
        try (GitBackendServer secure = GitBackendServer.serveOverTls(root)) {
            Path authority = Files.writeString(
                    folder.resolve("ca.pem"), secure.authority().orElseThrow());

            assertThatThrownBy(() -> remoteHead(secure.url("team/config"))).hasMessageContaining("certificate");
            assertThat(GitCommand.run(
                            root, "-c", "http.sslCAInfo=" + authority, "ls-remote", secure.url("team/config"), "HEAD"))
                    .contains("HEAD");
        }
    }

    @Test
    void clonesOverSshForTheKnownKeyOnly(@TempDir Path folder) throws IOException {
        repository.commit("first", Map.of("a", "1"));
        try (GitSshServer ssh = GitSshServer.serve(root)) {
            assertThat(overSsh(folder, ssh, ssh.identity(), ssh.knownHosts())).contains("refs/heads/main");
            assertThat(ssh.commands()).singleElement().asString().contains("git-upload-pack");
            assertThatThrownBy(() -> overSsh(folder, ssh, GitSshServer.strangersIdentity(), ssh.knownHosts()))
                    .hasMessageContaining("Permission denied");
            assertThatThrownBy(() -> overSsh(folder, ssh, ssh.identity(), ssh.wrongKnownHosts()))
                    .hasMessageContaining("Host key verification failed");
        }
    }

    private String overSsh(Path folder, GitSshServer ssh, String identity, String knownHosts) throws IOException {
        Path key = folder.resolve("key");
        Files.writeString(key, identity);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path hosts = Files.writeString(folder.resolve("known_hosts"), knownHosts);
        String command = "core.sshCommand=ssh -F /dev/null -o IdentitiesOnly=yes -o BatchMode=yes -i " + key
                + " -o UserKnownHostsFile=" + hosts + " -o StrictHostKeyChecking=yes";
        return GitCommand.run(root, "-c", command, "ls-remote", ssh.url("team/config"));
    }

    private String remote(String reference) {
        String line = GitCommand.run(root, "ls-remote", http.url("team/config"), reference);
        return line.isBlank() ? "" : line.substring(0, 40);
    }

    private String remoteHead(String url) {
        return GitCommand.run(root, "ls-remote", url, "HEAD").substring(0, 40);
    }

    private Path clone(String url) {
        Path target = root.resolve("clone");
        GitCommand.run(root, "clone", "-q", url, target.toString());
        return target;
    }
}
