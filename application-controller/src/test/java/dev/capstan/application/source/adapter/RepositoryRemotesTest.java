package dev.capstan.application.source.adapter;

import static dev.capstan.application.source.adapter.GitScene.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.argo.secret.SecretType;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.http.Deadline;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who we are for repositories, as Secrets of the control plane say it. */
class RepositoryRemotesTest {
    @TempDir
    Path temp = Path.of("");

    private static Answer<String> resolve(GitScene scene, String url, String project) {
        return scene.sources.of(source(url, "main"), project, Freshness.NOW);
    }

    private static Remote remote(GitScene scene, String url) {
        return switch (scene.remotes.of(url, "", Deadline.in(GitScene.TIMEOUT))) {
            case RepositoryRemotes.Reach.Reached(Remote remote) -> remote;
            case RepositoryRemotes.Reach.Refused(String why) -> throw new AssertionError(why);
        };
    }

    private static String refusal(GitScene scene, String url) {
        return switch (scene.remotes.of(url, "", Deadline.in(GitScene.TIMEOUT))) {
            case RepositoryRemotes.Reach.Reached(Remote remote) -> throw new AssertionError(remote);
            case RepositoryRemotes.Reach.Refused(String why) -> why;
        };
    }

    @Test
    void theSecretOfTheProjectGoesBeforeThatOfEverybody() throws IOException {
        try (var scene = GitScene.over(temp)) {
            String commit = ScratchRepository.create(scene.root, "shop").commit("First", Map.of("a", "1"));
            String url = scene.server.url("shop");
            scene.server.requireBasic("me", "right");
            scene.secret(
                            SecretType.REPOSITORY,
                            "url",
                            url.replaceFirst("\\.git$", ""),
                            "username",
                            "me",
                            "password",
                            "wrong")
                    .secret(
                            SecretType.REPOSITORY,
                            "url",
                            url,
                            "project",
                            "team",
                            "username",
                            "me",
                            "password",
                            "right");

            assertThat(resolve(scene, url, "team")).isEqualTo(new Answer.Known<>(commit));
            assertThat(resolve(scene, url, "other"))
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> assertThat(failed.why())
                                    .startsWith("authentication failed for ")
                                    .doesNotContain("wrong"));
        }
    }

    @Test
    void theLongestPrefixGivesCredentials() throws IOException {
        try (var scene = GitScene.over(temp)) {
            String commit = ScratchRepository.create(scene.root, "team/shop").commit("First", Map.of("a", "1"));
            String url = scene.server.url("team/shop");
            String host = URI.create(url).getAuthority();
            scene.server.requireBasic("x-access-token", "token");
            scene.secret(SecretType.REPO_CREDS, "url", "http://" + host + "/team", "password", "token")
                    .secret(SecretType.REPO_CREDS, "url", "http://" + host, "password", "wrong");

            assertThat(resolve(scene, url, "")).isEqualTo(new Answer.Known<>(commit));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.com.evil.org/team/shop",
                "https://git.example.com@evil.org/team/shop",
                "https://git.example.com:8443/team/shop",
                "http://git.example.com/team/shop",
                "https://git.example.com/other/shop"
            })
    void aPrefixCatchesNoOtherHostPortSchemeOrFolder(String url) throws IOException {
        try (var scene = GitScene.over(temp)) {
            scene.secret(SecretType.REPO_CREDS, "url", "https://git.example.com/team", "password", "token");

            assertThat(remote(scene, "https://git.example.com/team/shop").credentials())
                    .isEqualTo(new Credentials.Basic("x-access-token", "token"));
            assertThat(remote(scene, url).credentials()).isEqualTo(new Credentials.Anonymous());
        }
    }

    @Test
    void aCertificateOfTheHostIsBelieved() throws IOException {
        try (var scene = GitScene.overTls(temp)) {
            String commit = ScratchRepository.create(scene.root, "shop").commit("First", Map.of("a", "1"));
            String url = scene.server.url("shop");
            assertThat(resolve(scene, url, "")).isInstanceOf(Answer.Failed.class);

            scene.configMap(
                    "argocd-tls-certs-cm",
                    Map.of(URI.create(url).getHost(), scene.server.authority().orElseThrow()));
            assertThat(resolve(scene, url, "")).isEqualTo(new Answer.Known<>(commit));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"insecure", "insecureIgnoreHostKey"})
    void aSecretMaySayThatCertificatesDoNotMatterAndSharesItsMirrorWithNobodyElse(String flag) throws IOException {
        try (var scene = GitScene.overTls(temp)) {
            String commit = ScratchRepository.create(scene.root, "shop").commit("First", Map.of("a", "1"));
            String url = scene.server.url("shop");
            String verified = remote(scene, url).identity();

            scene.secret(SecretType.REPOSITORY, "url", url, flag, "true");

            assertThat(resolve(scene, url, "")).isEqualTo(new Answer.Known<>(commit));
            assertThat(remote(scene, url).identity()).isNotEqualTo(verified);
        }
    }

    @Test
    void sshWithAKeyAndTheKnownHostsOfTheControlPlane() throws IOException {
        try (var scene = GitScene.over(temp);
                var ssh = GitSshServer.serve(scene.root)) {
            String commit = ScratchRepository.create(scene.root, "shop").commit("First", Map.of("a", "1"));
            String url = ssh.url("shop");
            scene.secret(SecretType.REPOSITORY, "url", url, "sshPrivateKey", ssh.identity());

            scene.configMap("argocd-ssh-known-hosts-cm", Map.of("ssh_known_hosts", ssh.wrongKnownHosts()));
            assertThat(resolve(scene, url, "")).isInstanceOf(Answer.Failed.class);
            scene.configMap("argocd-ssh-known-hosts-cm", Map.of("ssh_known_hosts", ssh.knownHosts()));
            assertThat(resolve(scene, url, "")).isEqualTo(new Answer.Known<>(commit));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"insecure", "insecureIgnoreHostKey"})
    void g012_hostKeysAreVerifiedUnlessTheSecretOfThatRepositorySaysOtherwise(String flag) throws IOException {
        try (var scene = GitScene.over(temp);
                var ssh = GitSshServer.serve(scene.root)) {
            String commit = ScratchRepository.create(scene.root, "shop").commit("First", Map.of("a", "1"));
            ScratchRepository.create(scene.root, "other").commit("First", Map.of("a", "1"));
            scene.configMap("argocd-ssh-known-hosts-cm", Map.of("ssh_known_hosts", ssh.wrongKnownHosts()))
                    .secret(
                            SecretType.REPO_CREDS,
                            "url",
                            ssh.url("shop").replace("/shop.git", ""),
                            "sshPrivateKey",
                            ssh.identity(),
                            flag,
                            "true")
                    .secret(SecretType.REPOSITORY, "url", ssh.url("shop"), flag, "true");

            assertThat(resolve(scene, ssh.url("shop"), "")).isEqualTo(new Answer.Known<>(commit));
            assertThat(resolve(scene, ssh.url("other"), ""))
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> assertThat(failed.why()).contains("known_hosts has another one for it"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "git@github.com:team/shop.git, ssh://git@github.com/team/shop.git",
        "ssh://git@h:2222/team/shop, ssh://git@h:2222/team/shop",
        "https://h/team/shop, https://h/team/shop",
        "https://me:word@h/a:b, https://me:word@h/a:b"
    })
    void theWritingOfSshBecomesAUrl(String written, String url) {
        assertThat(RepositoryRemotes.asUrl(written)).isEqualTo(url);
    }

    @Test
    void whatCannotBeUsedIsSaidWithoutValues() throws IOException {
        try (var scene = GitScene.over(temp)) {
            scene.secret(SecretType.REPOSITORY, "url", "https://h/a", "proxy", "ftp://me:hidden@proxy")
                    .secret(SecretType.REPOSITORY, "url", "https://h/b", "type", "helm")
                    .secret(SecretType.REPOSITORY, "url", "https://h/c", "insecure", "perhaps");

            assertThat(refusal(scene, "https://h/a"))
                    .isEqualTo("Secret s0: the key 'proxy' must be http://host:port, https://host:port or"
                            + " socks5://host:port");
            assertThat(refusal(scene, "https://h/b"))
                    .isEqualTo("Secret s1 says that https://h/b is no Git repository, and the source names no chart");
            assertThat(refusal(scene, "https://h/c"))
                    .isEqualTo("Secret s2: the key 'insecure' must be \"true\" or \"false\"");
            assertThat(refusal(scene, "git@h:team/shop"))
                    .isEqualTo("an ssh URL needs a private key, and there is none for 'ssh://git@h/team/shop'");
        }
    }
}
