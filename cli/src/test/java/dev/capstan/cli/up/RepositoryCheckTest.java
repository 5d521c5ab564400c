package dev.capstan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.repository.RepositorySecret;
import dev.capstan.git.write.BareRepository;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.GitSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that {@code up} finds out before it starts a cluster, with real Git servers. */
class RepositoryCheckTest {

    private static final String CONFIG_MAP =
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\ndata: {a: b}\n";
    private static final Optional<RepositorySecret> NONE = Optional.empty();

    @TempDir
    private Path folder;

    private Path repositories;
    private String commit;

    @BeforeEach
    void write() throws IOException {
        repositories = Files.createDirectory(folder.resolve("repositories"));
        try (BareRepository repository = BareRepository.openOrCreate(repositories.resolve("r.git"), "trunk")) {
            commit = repository.write(
                    "trunk",
                    "First",
                    Map.of("apps/a.yaml", CONFIG_MAP, "broken/kustomization.yaml", "resources: [missing.yaml]\n"));
        }
    }

    @Test
    void theDefaultBranchIsFoundWhenNoneWasAskedFor() throws IOException {
        try (GitBackendServer server = GitBackendServer.serve(repositories)) {
            var found = check(server.url("r"), NONE, Optional.empty(), "./apps");

            assertThat(found.reference()).isEqualTo(Map.entry("branch", "trunk"));
            assertThat(found.revision()).endsWith("@sha1:" + commit);
        }
    }

    @Test
    void whatWasAskedForIsKept() throws IOException {
        try (GitBackendServer server = GitBackendServer.serve(repositories)) {
            var asked = Optional.of(Map.entry("branch", "trunk"));

            assertThat(check(server.url("r"), NONE, asked, "./apps").reference())
                    .isEqualTo(Map.entry("branch", "trunk"));
            assertThatThrownBy(() -> check(server.url("r"), NONE, Optional.of(Map.entry("branch", "nope")), "./apps"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("couldn't find branch 'nope' in '" + server.url("r") + "'");
        }
    }

    @Test
    void aFolderMustBeThereAndBuild() {
        try (GitBackendServer server = GitBackendServer.serve(repositories)) {
            assertThatThrownBy(() -> check(server.url("r"), NONE, Optional.empty(), "./nowhere"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("There is no folder './nowhere' at HEAD@sha1:%s of %s", commit, server.url("r"));
            assertThatThrownBy(() -> check(server.url("r"), NONE, Optional.empty(), "broken"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("The folder 'broken' at HEAD@sha1:" + commit)
                    .hasMessageContaining("does not build: kustomize build failed")
                    .hasMessageContaining("missing.yaml");
        }
    }

    @Test
    void whatTheBuildDropsIsSaid() throws IOException {
        String service = "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [%s]}}";
        try (BareRepository repository = BareRepository.openOrCreate(repositories.resolve("s.git"), "trunk");
                GitBackendServer server = GitBackendServer.serve(repositories)) {
            repository.write(
                    "trunk",
                    "First",
                    Map.of(
                            "kustomization.yaml",
                            "resources: [s.yaml]\npatches: [{path: p.yaml}]\n",
                            "s.yaml",
                            service.formatted("{port: 1, protocol: UDP}"),
                            "p.yaml",
                            service.formatted("{port: 1}, {port: 1, protocol: UDP}")));

            assertThat(check(server.url("s"), NONE, Optional.empty(), "./").warnings())
                    .singleElement()
                    .asString()
                    .startsWith("p.yaml:1: the element {port: 1} is dropped");
            assertThat(check(server.url("r"), NONE, Optional.empty(), "./apps").warnings())
                    .isEmpty();
        }
    }

    @Test
    void whatArtifactsLeaveOutDoesNotCount() throws IOException {
        try (BareRepository repository = BareRepository.openOrCreate(repositories.resolve("s.git"), "trunk");
                GitBackendServer server = GitBackendServer.serve(repositories)) {
            repository.write("trunk", "First", Map.of("a.yaml", CONFIG_MAP, ".github/workflows/ci.yaml", "on: push\n"));

            assertThat(check(server.url("s"), NONE, Optional.empty(), "./").reference())
                    .isEqualTo(Map.entry("branch", "trunk"));
        }
    }

    @Test
    void aPrivateRepositorySaysWhichOptionsLetIn() {
        try (GitBackendServer server = GitBackendServer.serve(repositories).requireBasic("me", "pass word")) {
            assertThatThrownBy(() -> check(server.url("r"), NONE, Optional.empty(), "./apps"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("authentication failed")
                    .hasMessageEndingWith("--username NAME --password-stdin, or --secret-file FILE");
        }
    }

    @Test
    void aPasswordLetsIn() throws IOException {
        try (GitBackendServer server = GitBackendServer.serve(repositories).requireBasic("me", "pass word")) {
            var right = Optional.of(RepositorySecret.basic("me", "pass word"));
            var wrong = Optional.of(RepositorySecret.basic("me", "other word"));

            assertThat(check(server.url("r"), right, Optional.empty(), "./apps").reference())
                    .isEqualTo(Map.entry("branch", "trunk"));
            assertThatThrownBy(() -> check(server.url("r"), wrong, Optional.empty(), "./apps"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("authentication failed")
                    .hasMessageNotContaining("other word");
        }
    }

    @Test
    void aKeyLetsInWhereTheHostIsKnown() throws IOException {
        Path key = folder.resolve("key");
        Path hosts = folder.resolve("known_hosts");
        try (GitSshServer server = GitSshServer.serve(repositories)) {
            Files.writeString(key, server.identity());
            assertThatThrownBy(() -> RepositorySecret.ssh(key, "", hosts))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(hosts + " cannot be read. Connect to the host once with ssh");

            Files.writeString(hosts, server.wrongKnownHosts());
            var stranger = Optional.of(RepositorySecret.ssh(key, "", hosts));
            assertThatThrownBy(() -> check(server.url("r"), stranger, Optional.empty(), "./apps"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("host key")
                    .hasMessageContaining("Connect to the host once with ssh");

            Files.writeString(hosts, server.knownHosts());
            var known = Optional.of(RepositorySecret.ssh(key, "", hosts));
            assertThat(check(server.url("r"), known, Optional.empty(), "./apps").reference())
                    .isEqualTo(Map.entry("branch", "trunk"));
            assertThatThrownBy(() -> check(server.url("r"), NONE, Optional.empty(), "./apps"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageEndingWith("needs a key: --ssh-key FILE, or --secret-file FILE");
        }
    }

    @Test
    void aRepositoryThatIsNotThereIsNamed() {
        try (GitBackendServer server = GitBackendServer.serve(repositories)) {
            assertThatThrownBy(() -> check(server.url("nothing"), NONE, Optional.empty(), "./"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("repository '" + server.url("nothing") + "' not found");
        }
        assertThatThrownBy(() -> check("http://127.0.0.1:1/r.git", NONE, Optional.empty(), "./"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("cannot reach 'http://127.0.0.1:1/r.git'");
    }

    @Test
    void theCommittedStateOfAFolderHasItsBranch() throws Exception {
        Path tree = folder.resolve("tree");
        workTree(tree);
        Files.writeString(tree.resolve("uncommitted.yaml"), "not: [yaml");

        assertThat(check(tree.toString(), NONE, Optional.empty(), "./").reference())
                .isEqualTo(Map.entry("branch", "work"));
    }

    @Test
    void aWorkTreeThatIsOnNoBranchIsKeptAtItsCommit() throws Exception {
        Path tree = folder.resolve("tree");
        String head = workTree(tree);
        try (Git git = Git.open(tree.toFile())) {
            git.checkout().setName(head).call();
        }

        assertThat(check(tree.toString(), NONE, Optional.empty(), "./").reference())
                .isEqualTo(Map.entry("commit", head));
    }

    @Test
    void aRepositoryWithoutACommitSaysWhatToDo() throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Git.init().setDirectory(tree.toFile()).call().close();

        assertThatThrownBy(() -> check(tree.toString(), NONE, Optional.empty(), "./"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("There is no commit yet: cannot use what is committed in " + tree
                        + ". With --uncommitted the files are used as they are.");
    }

    @Test
    void aPlainFolderIsUsedAsItIs() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(plain.resolve("a.yaml"), CONFIG_MAP);

        assertThat(check(plain.toString(), NONE, Optional.empty(), "./").reference())
                .isEqualTo(Map.entry("branch", "main"));
    }

    private static String workTree(Path folder) throws Exception {
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("work")
                .call()) {
            Files.writeString(folder.resolve("a.yaml"), CONFIG_MAP);
            git.add().addFilepattern(".").call();
            return git.commit()
                    .setMessage("first")
                    .setSign(false)
                    .setAuthor("a", "a@example.com")
                    .setCommitter("a", "a@example.com")
                    .call()
                    .name();
        }
    }

    private RepositoryCheck.Found check(
            String repository,
            Optional<RepositorySecret> secret,
            Optional<Map.Entry<String, String>> asked,
            String path)
            throws IOException {
        Map<String, Object> spec = Map.of(
                "interval",
                "10m",
                "path",
                path,
                "prune",
                true,
                "sourceRef",
                Map.of("kind", "GitRepository", "name", "r"));
        try (ServedSource source = ServedSource.of(repository, false);
                RepositoryCheck check = RepositoryCheck.of(source, secret, folder.resolve("mirrors"))) {
            return check.check(asked, path, spec);
        }
    }
}
