package dev.capstan.source.gitrepository.kube;

import static dev.capstan.source.gitrepository.kube.GitRepositories.artifact;
import static dev.capstan.source.gitrepository.kube.GitRepositories.condition;
import static dev.capstan.source.gitrepository.kube.GitRepositories.filesBelow;
import static dev.capstan.source.gitrepository.kube.GitRepositories.ready;
import static dev.capstan.source.gitrepository.kube.GitRepositories.unpack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.source.kube.SourceProcess;
import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.GitSshServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.process.PackagedController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts that are made of more than one repository: {@code spec.include} and {@code spec.recurseSubmodules}. */
@WithCluster
class GitCompositionIT {
    private static final String SUBMODULES = "  recurseSubmodules: true\n";
    private static PackagedController controller;

    @TempDir
    Path root;

    @TempDir
    Path unpacked;

    @BeforeAll
    static void start(TestCluster cluster, @TempDir Path folder) throws IOException {
        controller = SourceProcess.start(
                cluster, folder, Map.of("capstan.min-retry-delay", "0.2s", "capstan.max-retry-delay", "1s"));
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    private ScratchRepository repository(String name, String file, String content) {
        var repository = ScratchRepository.create(root, name);
        repository.commit("First", Map.of(file, content));
        return repository;
    }

    private static void addSubmodule(ScratchRepository repository, String name, String path, String url, Path local) {
        repository.git("-c", "protocol.file.allow=always", "submodule", "add", "--name", name, local.toString(), path);
        repository.git("config", "-f", ".gitmodules", "submodule." + name + ".url", url);
        repository.commit("Add " + path);
    }

    @Test
    void includesTheArtifactOfAnotherAndFollowsIt(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var shared = repository("shared", "base/shared.yaml", "s: 1\n");
        shared.write("base/run.sh", "#!/bin/sh\n");
        assertThat(shared.workTree().resolve("base/run.sh").toFile().setExecutable(true))
                .isTrue();
        shared.commit("Executable");
        repository("config", "a.yaml", "a: 1\n");
        try (var git = GitBackendServer.serve(root)) {
            sources.apply(
                    "config",
                    git.url("config"),
                    "  include:\n  - {repository: {name: shared}, fromPath: base, toPath: libs/shared}\n");
            var waiting = sources.awaitFailure("config");
            assertThat(ready(waiting).reason()).isEqualTo("NotFound");
            assertThat(condition(waiting, Condition.INCLUDE_UNAVAILABLE).status())
                    .isEqualTo("True");

            sources.apply("shared", git.url("shared"), "");

            var status = sources.await("config", GitRepositories::isReady);
            assertThat(filesBelow(unpack(status, unpacked)))
                    .containsExactly("a.yaml", "libs/shared/run.sh", "libs/shared/shared.yaml");
            assertThat(Files.isExecutable(unpacked.resolve("libs/shared/run.sh")))
                    .isTrue();
            assertThat(Files.getPosixFilePermissions(unpacked.resolve("libs/shared/shared.yaml")))
                    .hasSize(2);
            assertThat(condition(status, Condition.INCLUDE_UNAVAILABLE).reason())
                    .isEmpty();
            assertThat(status.includedArtifacts())
                    .extracting(Artifact::digest)
                    .containsExactly(artifact(sources.await("shared", GitRepositories::isReady))
                            .digest());
            assertThat(status.observedInclude()).hasSize(1);

            var head = shared.commit("Second", Map.of("base/more.yaml", "m: 1\n"));
            sources.request("shared", "token-1");

            var followed = sources.await(
                    "config",
                    s -> s.includedArtifacts().stream()
                            .anyMatch(a -> a.revision().text().endsWith(head)));
            assertThat(filesBelow(unpack(followed, unpacked))).contains("libs/shared/more.yaml");
            assertThat(artifact(followed).digest())
                    .isNotEqualTo(artifact(status).digest());
            assertThat(artifact(followed).revision()).isEqualTo(artifact(status).revision());
        }
    }

    @Test
    void aCircleOfIncludesIsToldAndNotFollowed(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        repository("one", "one.yaml", "a: 1\n");
        repository("two", "two.yaml", "a: 1\n");
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("one", git.url("one"), "");
            sources.await("one", GitRepositories::isReady);
            sources.apply("two", git.url("two"), "  include:\n  - {repository: {name: one}}\n");
            sources.await("two", GitRepositories::isReady);

            sources.patch("one", "{\"spec\":{\"include\":[{\"repository\":{\"name\":\"two\"}}]}}");

            var failed = sources.awaitFailure("one");
            assertThat(ready(failed).reason()).isEqualTo("CopyFailure");
            assertThat(ready(failed).message()).contains("'two'").contains("in turn");
        }
    }

    @Test
    void fetchesSubmodulesWithTheSameCredentials(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var lib = repository("lib", "lib.yaml", "l: 1\n");
        var config = repository("config", "a.yaml", "a: 1\n");
        addSubmodule(config, "lib", "vendor/lib", "../lib.git", lib.bare());
        lib.commit("Later", Map.of("lib.yaml", "l: 2\n"));
        try (var git = GitBackendServer.serve(root).requireBasic("jane", "s3cret")) {
            sources.secret("access", Map.of("username", "jane", "password", "s3cret"));

            sources.apply("config", git.url("config"), "  secretRef: {name: access}\n" + SUBMODULES);

            var status = sources.await("config", GitRepositories::isReady);
            assertThat(filesBelow(unpack(status, unpacked))).containsExactly("a.yaml", "vendor/lib/lib.yaml");
            assertThat(unpacked.resolve("vendor/lib/lib.yaml")).hasContent("l: 1");
            assertThat(status.observedRecurseSubmodules()).isTrue();

            sources.patch("config", "{\"spec\":{\"recurseSubmodules\":false}}");
            var without = sources.await("config", s -> s.observedGeneration() == 2);
            assertThat(artifact(without).digest()).isNotEqualTo(artifact(status).digest());
        }
    }

    @Test
    void fetchesSubmodulesOverSsh(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var lib = repository("lib", "lib.yaml", "l: 1\n");
        addSubmodule(repository("config", "a.yaml", "a: 1\n"), "lib", "lib", "../lib.git", lib.bare());
        try (var git = GitSshServer.serve(root)) {
            sources.secret("access", Map.of("identity", git.identity(), "known_hosts", git.knownHosts()));

            sources.apply("config", git.url("config"), "  secretRef: {name: access}\n" + SUBMODULES);

            var status = sources.await("config", GitRepositories::isReady);
            assertThat(filesBelow(unpack(status, unpacked))).containsExactly("a.yaml", "lib/lib.yaml");
        }
    }

    @Test
    void credentialsAreNotSentToTheServerOfASubmodule(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var lib = repository("lib", "lib.yaml", "l: 1\n");
        var config = repository("config", "a.yaml", "a: 1\n");
        try (var git = GitBackendServer.serve(root).requireBasic("jane", "s3cret");
                var other = GitBackendServer.serve(root).requireBasic("jane", "s3cret")) {
            addSubmodule(config, "lib", "lib", other.url("lib"), lib.bare());
            sources.secret("access", Map.of("username", "jane", "password", "s3cret"));

            sources.apply("config", git.url("config"), "  secretRef: {name: access}\n" + SUBMODULES);

            var failed = sources.awaitFailure("config");
            assertThat(ready(failed).reason()).isEqualTo("AuthenticationFailed");
            assertThat(other.requests())
                    .isNotEmpty()
                    .allSatisfy(request ->
                            assertThat(request.header("Authorization")).isEmpty());
        }
    }

    @Test
    void g004_aHostileSubmoduleIsRefusedAndTheLastArtifactStays(TestNamespace namespace) throws Exception {
        var sources = new GitRepositories(namespace);
        var lib = repository("lib", "lib.yaml", "l: 1\n");
        var config = repository("config", "a.yaml", "a: 1\n");
        addSubmodule(config, "lib", "lib", "../lib.git", lib.bare());
        try (var git = GitBackendServer.serve(root)) {
            sources.apply("config", git.url("config"), SUBMODULES);
            var before = sources.await("config", GitRepositories::isReady);

            config.git("config", "-f", ".gitmodules", "submodule.lib.url", "ext::sh -c touch% " + root + "/pwned");
            config.commit("Evil");
            sources.request("config", "token-1");

            var failed = sources.awaitFailure("config");
            assertThat(ready(failed).reason()).isEqualTo("GitOperationFailed");
            assertThat(ready(failed).message()).contains("submodule 'lib'").contains("is not fetched");
            assertThat(failed.artifact()).isEqualTo(before.artifact());
            assertThat(root.resolve("pwned")).doesNotExist();
        }
    }
}
