package dev.capstan.application.source.adapter;

import static dev.capstan.application.source.adapter.GitScene.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.SourceFiles.Fetch;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.secret.SecretType;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Submodules of the sources of Applications, against the real git. */
class SubmoduleSourcesTest {
    private static final String OPEN = "{'sourceRepos':['*']}";

    @TempDir
    Path temp = Path.of("");

    private GitScene scene;
    private ScratchRepository config;
    private String lib;

    @BeforeEach
    void start() throws IOException {
        scene = GitScene.over(temp);
        config = ScratchRepository.create(scene.root, "team/config");
        config.commit("First", Map.of("a", "1"));
        lib = ScratchRepository.create(scene.root, "team/lib").commit("First", Map.of("v", "of the library"));
    }

    @AfterEach
    void stop() throws IOException {
        scene.close();
    }

    private String submodule(String url, String commit) {
        config.write(".gitmodules", "[submodule \"lib\"]\n\tpath = lib\n\turl = " + url + "\n");
        return pushed(commit);
    }

    private String pushed(String commit) {
        config.git("add", ".gitmodules");
        config.git("update-index", "--add", "--cacheinfo", "160000," + commit + ",lib");
        config.git("commit", "--quiet", "--message", "With a submodule");
        config.git("push", "--quiet", "origin", "HEAD");
        return config.head();
    }

    private Fetch fetch(String commit, String project) {
        return scene.sources.fetch(
                new SourceRequest(source(scene.server.url("team/config"), "main"), project, Optional.of(commit)));
    }

    private String text(String commit, String project) throws IOException {
        return switch (fetch(commit, project)) {
            case Fetch.Failed(String why) -> throw new AssertionError(why);
            case Fetch.Fetched(FetchedSource fetched) -> {
                try (fetched) {
                    yield new String(((FetchedSource.Files) fetched).tree().read("lib/v"), UTF_8);
                }
            }
        };
    }

    private String why(String commit, String project) {
        return switch (fetch(commit, project)) {
            case Fetch.Failed(String why) -> why;
            case Fetch.Fetched(FetchedSource fetched) -> throw new AssertionError(fetched);
        };
    }

    private void login(String url, String... more) {
        String[] values = new String[more.length + 6];
        System.arraycopy(new String[] {"url", url, "username", "me", "password", "s3cr3t"}, 0, values, 0, 6);
        System.arraycopy(more, 0, values, 6, more.length);
        scene.secret(SecretType.REPOSITORY, values);
    }

    @Test
    void filesOfASubmoduleAreInTheirPlaceAndFetchedOnce() throws IOException {
        String commit = submodule("../lib.git", lib);

        assertThat(text(commit, "")).isEqualTo("of the library");
        scene.server.resetRecords();
        assertThat(text(commit, "")).isEqualTo("of the library");
        assertThat(scene.server.requests()).isEmpty();
    }

    @Test
    void theLoginOfTheParentIsUsedAtItsServerWhereTheProjectPermitsIt() throws IOException {
        scene.server.requireBasic("me", "s3cr3t");
        login(scene.server.url("team/config"));
        scene.project("open", OPEN).project("narrow", "{'sourceRepos':['" + scene.server.url("team/config") + "']}");
        String commit = submodule("../lib.git", lib);

        assertThat(why(commit, "narrow"))
                .startsWith("authentication failed for '" + scene.server.url("team/lib"))
                .contains("the project does not permit as a source " + scene.server.url("team/lib"))
                .doesNotContain("s3cr3t");
        assertThat(text(commit, "open")).isEqualTo("of the library");
    }

    @Test
    void anotherServerSeesOnlyTheLoginThatIsMeantForIt(@TempDir Path elsewhere) throws IOException {
        try (var other = GitBackendServer.serve(elsewhere)) {
            String commit = submodule(
                    other.url("lib"), ScratchRepository.create(elsewhere, "lib").commit("First", Map.of("v", "x")));
            scene.server.requireBasic("me", "s3cr3t");
            other.requireBasic("other", "0ther");
            login(scene.server.url("team/config"));
            scene.project("open", OPEN);

            assertThat(why(commit, "open")).startsWith("authentication failed for '" + other.url("lib"));
            assertThat(other.requests())
                    .isNotEmpty()
                    .noneMatch(request -> request.header("Authorization").isPresent());

            scene.secret(SecretType.REPOSITORY, "url", other.url("lib"), "username", "other", "password", "0ther");
            assertThat(text(commit, "open")).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "narrow"})
    void anotherServerIsBelievedByItsOwnCertificate(String project, @TempDir Path elsewhere) throws IOException {
        try (var other = GitBackendServer.serveOverTls(elsewhere)) {
            String commit = submodule(
                    other.url("lib"), ScratchRepository.create(elsewhere, "lib").commit("First", Map.of("v", "x")));
            scene.project("open", OPEN).project("narrow", "{'sourceRepos':['http://**']}");
            assertThat(why(commit, project)).contains(other.url("lib"));

            scene.configMap(
                    "argocd-tls-certs-cm",
                    Map.of(
                            URI.create(other.url("lib")).getHost(),
                            other.authority().orElseThrow()));
            assertThat(text(commit, project)).isEqualTo("x");
        }
    }

    @Test
    void aPathThatIsDeclaredTwiceIsOneSubmodule() throws IOException {
        config.write(
                ".gitmodules",
                "[submodule \"one\"]\n\tpath = lib\n\turl = ../nothing.git\n"
                        + "[submodule \"two\"]\n\tpath = lib\n\turl = ../lib.git\n");

        assertThat(text(pushed(lib), "")).isEqualTo("of the library");
    }

    @Test
    void aSubmoduleBySshHasAKeyOnlyWhereTheProjectPermitsIt(@TempDir Path elsewhere) throws IOException {
        try (var ssh = GitSshServer.serve(elsewhere)) {
            String commit = submodule(
                    ssh.url("lib"), ScratchRepository.create(elsewhere, "lib").commit("First", Map.of("v", "x")));
            scene.secret(SecretType.REPOSITORY, "url", ssh.url("lib"), "sshPrivateKey", ssh.identity())
                    .configMap("argocd-ssh-known-hosts-cm", Map.of("ssh_known_hosts", ssh.knownHosts()))
                    .project("open", OPEN)
                    .project("narrow", "{'sourceRepos':['http://**']}");

            assertThat(why(commit, "narrow"))
                    .contains("submodule 'lib'", "no key is used for it", "does not permit it as a source");
            assertThat(ssh.commands()).isEmpty();
            assertThat(text(commit, "open")).isEqualTo("x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc", "/etc", "ext::sh -c id", "-u./x", "../../../../etc"})
    void g004_aSubmoduleNeverLeadsToThisMachine(String url) {
        scene.project("open", OPEN);

        assertThat(why(submodule(url, lib), "open")).contains("submodule 'lib' of", "is not fetched");
    }

    @Test
    void whereTheyAreSwitchedOffTheirPlaceIsEmpty() throws IOException {
        var without = new MirroredSources(scene.mirrors, scene.remotes, GitScene.TIMEOUT, _ -> {}, false);
        String commit = submodule("../lib.git", lib);
        var request = new SourceRequest(source(scene.server.url("team/config"), "main"), "", Optional.of(commit));

        try (var fetched = (FetchedSource.Files) ((Fetch.Fetched) without.fetch(request)).source()) {
            assertThat(fetched.tree().list("lib")).isEmpty();
            assertThat(fetched.tree().read("a")).asString(UTF_8).isEqualTo("1");
        }
    }
}
