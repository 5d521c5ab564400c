package dev.capstan.git.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.git.write.ReferenceSession.Pushed;
import dev.capstan.git.write.TreeComposition.Composed;
import dev.capstan.git.write.TreeComposition.PlacedFile;
import dev.capstan.http.AddressRule;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.time.MovableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches and tags of a repository that the real git serves over HTTP. */
class RemoteReferencesTest {
    private static final Person ROBOT = new Person("Robot", "robot@example.org");

    @TempDir
    Path served;

    @TempDir
    Path folder;

    private ScratchRepository repository;
    private GitBackendServer server;
    private RemoteReferences references;

    @BeforeEach
    void serve() throws IOException {
        repository = ScratchRepository.create(served, "config");
        bare("config", "http.receivepack", "true");
        server = GitBackendServer.serve(served);
        references =
                RemoteReferences.open(folder, new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        references.close();
        server.close();
    }

    private String bare(String... arguments) {
        return repository.git(Stream.concat(Stream.of("-C", repository.bare().toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private <T> T with(List<String> scopes, RemoteReferences.Work<T> work) {
        return with(references, "config", scopes, work);
    }

    private <T> T with(RemoteReferences any, String name, List<String> scopes, RemoteReferences.Work<T> work) {
        var remote = Remote.of(RemoteUrl.parse(server.url(name)).orElseThrow(), new Credentials.Anonymous());
        return any.with(remote, scopes, Duration.ofSeconds(60), work).orElseThrow();
    }

    private static List<Path> packs(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".pack")).toList();
        }
    }

    @Test
    void showsWhatIsInScopeAndTheCommitsOfAnnotatedTags() {
        String first = repository.commit("First", Map.of("a", "1\n"));
        repository.annotatedTag("v1", "Version 1");
        repository.branch("other");

        Map<String, String> commits = with(List.of("refs/heads/main", "refs/tags/"), ReferenceSession::commits);

        assertThat(commits).isEqualTo(Map.of("refs/heads/main", first, "refs/tags/v1", first));
    }

    @Test
    void knowsTheWholeHistory() {
        String first = repository.commit("First", Map.of("a", "1\n"));
        String second = repository.commit("Second", Map.of("a", "2\n"));

        List<Boolean> answers = with(
                List.of("refs/heads/main"),
                session -> List.of(
                        session.isInHistory(first, second),
                        session.isInHistory(second, first),
                        session.isInHistory("0".repeat(40), second)));

        assertThat(answers).containsExactly(true, false, false);
    }

    @Test
    void changesAReferenceOnlyAsItWasSeen() {
        String first = repository.commit("First", Map.of("a", "1\n"));
        String second = repository.commit("Second", Map.of("a", "2\n"));

        Pushed pushed = with(List.of("refs/heads/main"), session -> {
            var commit = session.commit(session.treeOf(first), List.of(first), ROBOT, "Late", Optional.empty());
            return session.push("refs/heads/main", Optional.of(first), commit);
        });

        assertThat(pushed).isEqualTo(new Pushed.Moved());
        assertThat(bare("rev-parse", "main")).isEqualTo(second + "\n");
    }

    @Test
    void makesNoReferenceThatIsThere() {
        String first = repository.commit("First", Map.of("a", "1\n"));
        repository.tag("v1");
        String second = repository.commit("Second", Map.of("a", "2\n"));

        Pushed pushed =
                with(List.of("refs/heads/main"), session -> session.push("refs/tags/v1", Optional.empty(), second));

        assertThat(pushed).isEqualTo(new Pushed.Moved());
        assertThat(bare("rev-parse", "v1")).isEqualTo(first + "\n");
    }

    @Test
    void putsFilesTogether() {
        repository.commit("First", Map.of("a/x", "1\n", "a/y", "1\n", "b", "1\n"));
        String head = repository.head();

        List<Composed> composed = with(List.of("refs/heads/main"), session -> {
            String blob = bare("rev-parse", "main:b").strip();
            var file = new PlacedFile(blob, false);
            String tree = session.treeOf(head);
            return List.of(
                    session.compose().edited(tree, Set.of("a/x"), Map.of("c/z", file)),
                    session.compose().edited(tree, Set.of(), Map.of("b/inside", file)),
                    session.compose().edited(tree, Set.of(), Map.of("a", file)));
        });

        assertThat(composed.getFirst()).isInstanceOf(Composed.Tree.class);
        assertThat(composed.get(1)).isEqualTo(new Composed.Conflict(List.of("b", "b/inside")));
        assertThat(composed.get(2)).isInstanceOf(Composed.Conflict.class);
    }

    @Test
    void g003_aPathThatGitWouldNotCheckOutIsAReasonNotABug() throws IOException {
        String base = bare("commit-tree", treeWithDotGit("1"), "-m", "Base").strip();
        String ours = bare("commit-tree", treeWithDotGit("1"), "-p", base, "-m", "Ours")
                .strip();
        String theirs = bare("commit-tree", treeWithDotGit("2"), "-p", base, "-m", "Theirs")
                .strip();
        bare("update-ref", "refs/heads/main", ours);
        bare("update-ref", "refs/heads/other", theirs);

        List<Composed> composed = with(
                List.of("refs/heads/main", "refs/heads/other"),
                session -> List.of(
                        session.compose().edited(session.treeOf(ours), Set.of("a"), Map.of()),
                        session.compose().merged(ours, theirs)));

        assertThat(composed)
                .allSatisfy(each -> assertThat(each)
                        .isInstanceOfSatisfying(
                                Composed.Impossible.class,
                                impossible -> assertThat(impossible.why()).contains(".git")));
    }

    /** With a file whose content is given, and one that the git command would not add. */
    private String treeWithDotGit(String content) throws IOException {
        try (var objects = FileRepositoryBuilder.create(repository.bare().toFile());
                var inserter = objects.newObjectInserter()) {
            var tree = new TreeFormatter();
            tree.append(".git", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[0]));
            tree.append(
                    "a",
                    FileMode.REGULAR_FILE,
                    inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8)));
            var id = inserter.insert(tree);
            inserter.flush();
            return id.name();
        }
    }

    @Test
    void tagsAreSignedSoThatGitVerifiesThem() throws IOException {
        String first = repository.commit("First", Map.of("a", "1\n"));
        Path key = folder.resolve("robot");
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                .start()
                .onExit()
                .join();
        var signer =
                ((CommitSigner.Parsed.Usable) CommitSigner.ssh(Files.readAllBytes(key), Optional.empty())).signer();

        with(List.of("refs/heads/main"), session -> {
            var tag = session.tag("v1.0.0", first, ROBOT, "Version 1", Optional.of(signer));
            return session.push("refs/tags/v1.0.0", Optional.empty(), tag);
        });

        Files.writeString(
                folder.resolve("allowed"), "robot@example.org " + Files.readString(folder.resolve("robot.pub")));
        String verified = bare(
                "-c",
                "gpg.ssh.allowedSignersFile=" + folder.resolve("allowed"),
                "-c",
                "gpg.format=ssh",
                "tag",
                "-v",
                "v1.0.0");
        assertThat(verified).contains("Version 1");
    }

    @Test
    void packsDoNotPileUp() throws IOException {
        var usual = GitLimits.DEFAULT;
        var limits = new GitLimits(
                usual.advertisedBytes(),
                usual.fetchedBytes(),
                usual.files(),
                usual.fileBytes(),
                usual.treeBytes(),
                usual.depth(),
                2);
        var tidy = folder.resolve("tidy");
        try (var few = RemoteReferences.open(tidy, new GitSettings(AddressRule.LOCAL, limits), Clock.systemUTC())) {
            for (int i = 0; i < 5; i++) {
                String head = repository.commit("Change", Map.of("a", i + "\n"));
                boolean isHere = with(few, "config", List.of("refs/heads/main"), session -> session.has(head));

                assertThat(isHere).isTrue();
                assertThat(packs(tidy)).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void whatNobodyUsesIsDeleted() throws IOException {
        var clock = MovableClock.at(Instant.parse("2026-01-01T00:00:00Z"));
        var settings = new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT);
        var days = folder.resolve("days");
        ScratchRepository.create(served, "other").commit("First", Map.of("b", "1\n"));
        String head = repository.commit("First", Map.of("a", "1\n"));
        try (var kept = RemoteReferences.open(days, settings, clock)) {
            with(kept, "config", List.of("refs/heads/main"), ReferenceSession::commits);
            var unused = packs(days);
            clock.moveBy(Duration.ofHours(25));

            with(kept, "other", List.of("refs/heads/main"), ReferenceSession::commits);

            assertThat(packs(days)).hasSize(1).doesNotContainAnyElementsOf(unused);
            boolean isHereAgain = with(kept, "config", List.of("refs/heads/main"), session -> session.has(head));
            assertThat(isHereAgain).isTrue();
        }
    }

    @Test
    void saysThatARepositoryIsNotThere() {
        var remote = Remote.of(RemoteUrl.parse(server.url("nothing")).orElseThrow(), new Credentials.Anonymous());

        Optional<GitFailure> problem = references
                .with(remote, List.of("refs/heads/main"), Duration.ofSeconds(60), ReferenceSession::commits)
                .problem();

        assertThat(problem).get().isInstanceOf(GitFailure.RepositoryNotFound.class);
    }

    @Test
    void makesTheFirstCommitOfARepository() {
        String commit = newest(List.of("refs/heads/main"), session -> {
            assertThat(session.commits()).isEmpty();
            String made = commitOf(session, session.emptyTree(), List.of(), "clusters/a.yaml", "a: 1\n");
            assertThat(session.push("refs/heads/main", Optional.empty(), made)).isInstanceOf(Pushed.Taken.class);
            return made;
        });

        repository.git("fetch", "-q", "origin");
        assertThat(repository.git("rev-parse", "origin/main").strip()).isEqualTo(commit);
        assertThat(repository.git("show", "origin/main:clusters/a.yaml")).isEqualTo("a: 1\n");
    }

    @Test
    void putsACommitOnABranchOfWhichItFetchedTheNewestCommitOnly() {
        repository.commit("one", Map.of("kept.txt", "kept\n"));
        repository.commit("two", Map.of("other.txt", "other\n"));
        String head = repository.head();

        String commit = newest(List.of("HEAD", "refs/heads/main"), session -> {
            assertThat(session.commits()).isEqualTo(Map.of("HEAD", head, "refs/heads/main", head));
            String made = commitOf(session, session.treeOf(head), List.of(head), "clusters/a.yaml", "a: 1\n");
            assertThat(session.push("refs/heads/main", Optional.of(head), made)).isInstanceOf(Pushed.Taken.class);
            return made;
        });

        assertThat(repository.pull()).isEqualTo(commit);
        assertThat(repository.git("log", "--format=%s").lines()).containsExactly("Add", "two", "one");
        assertThat(repository.git("ls-files").lines()).containsExactly("clusters/a.yaml", "kept.txt", "other.txt");
    }

    private <T> T newest(List<String> scopes, RemoteReferences.Work<T> work) {
        var remote = Remote.of(RemoteUrl.parse(server.url("config")).orElseThrow(), new Credentials.Anonymous());
        return references
                .withNewest(remote, scopes, Duration.ofSeconds(60), work)
                .orElseThrow();
    }

    private static String commitOf(
            ReferenceSession session, String tree, List<String> parents, String path, String text) throws IOException {
        var file = new PlacedFile(session.file(text.getBytes(StandardCharsets.UTF_8)), false);
        var edited = (Composed.Tree) session.compose().edited(tree, Set.of(), Map.of(path, file));
        return session.commit(edited.id(), parents, ROBOT, "Add", Optional.empty());
    }
}
