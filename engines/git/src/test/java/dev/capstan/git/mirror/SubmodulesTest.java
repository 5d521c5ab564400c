package dev.capstan.git.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.write.BareRepository;
import dev.capstan.http.AddressRule;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmodulesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private final Map<String, BareRepository> repositories = new HashMap<>();
    private final Map<String, RemoteUrl> urls = new HashMap<>();
    private GitHttpServer server;
    private GitMirrors mirrors;

    @BeforeEach
    void start() throws IOException {
        server = GitHttpServer.start();
        var settings = new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT);
        mirrors = GitMirrors.open(temp.resolve("cache"), settings, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        mirrors.close();
        for (var repository : repositories.values()) {
            repository.close();
        }
        server.close();
    }

    private BareRepository repository(String name) throws IOException {
        var repository = BareRepository.openOrCreate(temp.resolve(name + ".git"), "main");
        repositories.put(name, repository);
        urls.put(
                name,
                RemoteUrl.parse(server.serveRepository(name, repository.path(), Access.READ_ONLY)
                                .toString())
                        .orElseThrow());
        return repository;
    }

    private RemoteUrl url(String name) {
        return Objects.requireNonNull(urls.get(name));
    }

    /** A commit with a file and one submodule, which Git's own commands would refuse to make when it is hostile. */
    private String commit(BareRepository repository, String modules, String at, String commit) throws IOException {
        try (var git = new FileRepositoryBuilder()
                        .setGitDir(repository.path().toFile())
                        .build();
                var inserter = git.newObjectInserter()) {
            var tree = new TreeFormatter();
            tree.append(
                    ".gitmodules", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, modules.getBytes(UTF_8)));
            tree.append("a", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, "1".getBytes(UTF_8)));
            tree.append(at, FileMode.GITLINK, ObjectId.fromString(commit));
            var made = new CommitBuilder();
            made.setTreeId(inserter.insert(tree));
            made.setAuthor(new PersonIdent("t", "t@localhost"));
            made.setCommitter(new PersonIdent("t", "t@localhost"));
            made.setMessage("With a submodule\n");
            var id = inserter.insert(made);
            inserter.flush();
            repository.moveBranch("main", id.name());
            return id.name();
        }
    }

    private static String module(String path, String url) {
        return "[submodule \"" + path + "\"]\n\tpath = " + path + "\n\turl = " + url + "\n";
    }

    private GitResult<List<String>> read(String name) throws IOException {
        var remote = Remote.of(url(name), new Credentials.Anonymous());
        var main = ReferenceSelector.branch("main").orElseThrow();
        try (var snapshot = ((Sync.Ready)
                        mirrors.sync(remote, main, Optional.empty(), TIMEOUT).orElseThrow())
                .snapshot()) {
            return switch (mirrors.withSubmodules(remote, snapshot, TIMEOUT)) {
                case GitResult.Failed<CompleteFiles>(var failure) -> GitResult.failed(failure);
                case GitResult.Success<CompleteFiles>(var files) -> {
                    try (files) {
                        yield GitResult.success(GitMirrorsTest.filesOf(files.root()));
                    }
                }
            };
        }
    }

    @Test
    void submodulesOfSubmodulesAreInTheirPlaces() throws IOException {
        var inner = repository("inner").write("main", "Inner", Map.of("x/deep", "3"));
        var lib = commit(repository("lib"), module("z", "../inner"), "z", inner);
        commit(repository("config"), module("lib", url("lib").toString()), "lib", lib);

        assertThat(read("config").orElseThrow()).contains("a=1", "lib/a=1", "lib/z/x/deep=3");
    }

    @Test
    void theFilesCanBeReadAsOneTree() throws IOException {
        var inner = repository("inner").write("main", "Inner", Map.of("x/deep", "3"));
        var lib = commit(repository("lib"), module("z", "../inner"), "z", inner);
        commit(repository("config"), module("lib", "../lib"), "lib", lib);
        var remote = Remote.of(url("config"), new Credentials.Anonymous());
        var main = ReferenceSelector.branch("main").orElseThrow();

        try (var snapshot = ((Sync.Ready) mirrors.sync(remote, main, Optional.empty(), TIMEOUT)
                                .orElseThrow())
                        .snapshot();
                var files = mirrors.withSubmodules(remote, snapshot, TIMEOUT).orElseThrow()) {
            var tree = files.over(snapshot.tree(remote.url(), 100), 100);

            assertThat(tree.list("")).extracting(Entry::name).containsExactly(".gitmodules", "a", "lib");
            assertThat(tree.list("lib")).extracting(Entry::name).containsExactly(".gitmodules", "a", "z");
            assertThat(tree.read("lib/z/x/deep")).asString(UTF_8).isEqualTo("3");
            assertThat(tree.kind("lib/z/x")).isEqualTo(EntryKind.DIRECTORY);
        }
    }

    @Test
    void theCommitThatIsNamedIsTakenAlsoWhenTheBranchMovedOn() throws IOException {
        var lib = repository("lib");
        var old = lib.write("main", "Old", Map.of("v", "old"));
        lib.write("main", "New", Map.of("v", "new"));
        commit(repository("config"), module("lib", "../lib"), "lib", old);

        assertThat(read("config").orElseThrow()).contains("lib/v=old");
    }

    @Test
    void aFolderThatIsNotDeclaredStaysEmpty() throws IOException {
        commit(repository("config"), "", "lib", "1".repeat(40));

        assertThat(read("config").orElseThrow()).containsExactly(".gitmodules=", "a=1", "lib (submodule)");
    }

    @Test
    void aCommitThatIsGoneIsNamed() throws IOException {
        repository("lib").write("main", "One", Map.of("v", "1"));
        commit(repository("config"), module("lib", "../lib"), "lib", "1".repeat(40));

        assertThat(read("config").problem().orElseThrow().message())
                .contains("1".repeat(40))
                .contains("lib");
    }

    @Test
    void g004_aHostileDeclarationIsRefusedAndNothingIsAsked() throws IOException {
        commit(repository("config"), module("lib", "file:///etc"), "lib", "1".repeat(40));

        assertThat(read("config").problem()).containsInstanceOf(GitFailure.SubmoduleRefused.class);
    }

    @Test
    void levelsAreLimited() throws IOException {
        var commit = repository("r0").write("main", "Last", Map.of("a", "1"));
        for (int i = 1; i <= Submodules.DEEPEST + 1; i++) {
            commit = commit(repository("r" + i), module("s", "../r" + (i - 1)), "s", commit);
        }

        assertThat(read("r" + Submodules.DEEPEST).orElseThrow()).isNotEmpty();
        assertThat(read("r" + (Submodules.DEEPEST + 1)).problem().orElseThrow().message())
                .contains("limit exceeded")
                .contains(Submodules.DEEPEST + " levels of submodules");
    }

    @Test
    void credentialsAreNotUsedForAnotherServer() throws IOException {
        var lib = repository("lib").write("main", "One", Map.of("v", "1"));
        try (var other = GitHttpServer.start()) {
            var elsewhere = other.serveRepository("lib", temp.resolve("lib.git"), Access.READ_ONLY);
            commit(repository("config"), module("lib", elsewhere.toString()), "lib", lib);
            var remote = Remote.of(url("config"), new Credentials.SshKey("key", "hosts", Optional.empty()));

            // The server of the parent takes anybody; what matters is that the other one is asked as nobody.
            assertThat(Submodules.remoteOf(
                                    remote,
                                    RemoteUrl.parse(elsewhere.toString()).orElseThrow(),
                                    "lib")
                            .credentials())
                    .isInstanceOf(Credentials.Anonymous.class);
            assertThat(read("config").orElseThrow()).contains("lib/v=1");
        }
    }
}
