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
import dev.capstan.git.Revision;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.git.write.BareRepository;
import dev.capstan.http.AddressRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitMirrorsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final GitSettings SETTINGS = new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT);

    @TempDir
    Path temp;

    private GitHttpServer server;
    private BareRepository repository;
    private GitMirrors mirrors;
    private Remote remote;

    @BeforeEach
    void start() throws IOException {
        server = GitHttpServer.start();
        repository = BareRepository.openOrCreate(temp.resolve("config.git"), "main");
        var url = server.serveRepository("config", repository.path(), Access.READ_ONLY);
        remote = Remote.of(RemoteUrl.parse(url.toString()).orElseThrow(), new Credentials.Anonymous());
        mirrors = GitMirrors.open(temp.resolve("cache"), SETTINGS, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        mirrors.close();
        repository.close();
        server.close();
    }

    @Test
    void readsTheFilesOfABranch() throws IOException {
        var head = repository.write("main", "First\n\nBody", Map.of("a/b.yaml", "x: 1\n", "a.txt", "t"));

        try (var snapshot = ready(ReferenceSelector.branch("main"))) {
            assertThat(snapshot.revision()).hasToString("main@sha1:" + head);
            assertThat(snapshot.commit().summary()).isEqualTo("First");
            assertThat(filesOf(snapshot.files())).containsExactly("a/b.yaml=x: 1\n", "a.txt=t");
        }
    }

    @Test
    void knowsTheBranchThatACloneChecksOut() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        repository.write("other", "Second", Map.of("b", "1"));
        assertThat(mirrors.defaultBranch(remote)).isEmpty();

        ready(ReferenceSelector.name("HEAD")).close();

        assertThat(mirrors.defaultBranch(remote)).contains("main");
    }

    @Test
    void bringsOnlyWhatIsNew() throws IOException {
        repository.write("main", "First", Map.of("a", "1", "b", "2"));
        ready(ReferenceSelector.branch("main")).close();
        repository.write("main", "Second", Map.of("a", "3"));

        try (var snapshot = ready(ReferenceSelector.branch("main"))) {
            assertThat(filesOf(snapshot.files())).containsExactly("a=3", "b=2");
        }
    }

    @Test
    void fetchesNothingForTheKnownRevision() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        Revision known;
        try (var snapshot = ready(ReferenceSelector.branch("main"))) {
            known = snapshot.revision();
        }

        var result = mirrors.sync(remote, branch("main"), Optional.of(known), TIMEOUT);

        assertThat(result).isEqualTo(GitResult.success(new Sync.Unchanged(known)));
    }

    @Test
    void peelsAnnotatedTagsAndKeepsTheTagObject() throws IOException {
        var commit = repository.write("main", "First", Map.of("a", "1"));
        repository.tag("v1.0.0", commit, "Release");

        try (var snapshot = ready(ReferenceSelector.tag("v1.0.0"))) {
            assertThat(snapshot.revision()).hasToString("v1.0.0@sha1:" + commit);
            assertThat(new String(snapshot.rawTag().orElseThrow(), UTF_8)).contains("object " + commit);
        }
    }

    @Test
    void takesTheHighestTagOfAVersionRange() throws IOException {
        for (var version : List.of("v1.9.0", "v1.10.0", "v2.0.0", "v1.11.0-rc.1", "latest")) {
            repository.tag(version, repository.write("main", version, Map.of("version", version)), "Release");
        }

        try (var snapshot = ready(ReferenceSelector.semver(">=1.0.0 <2.0.0"))) {
            assertThat(snapshot.revision().reference()).contains("v1.10.0");
        }
    }

    @Test
    void breaksTiesOfEqualVersionsByCommitTime() throws IOException {
        repository.tag("v1.0.0+b", repository.write("main", "older", Map.of("a", "1")), "Release");
        Awaiting.nextSecond();
        repository.tag("v1.0.0+a", repository.write("main", "younger", Map.of("a", "2")), "Release");

        try (var snapshot = ready(ReferenceSelector.semver("1.x"))) {
            assertThat(snapshot.revision().reference()).contains("v1.0.0+a");
        }
    }

    @Test
    void findsACommitThatIsNoHead() throws IOException {
        var first = repository.write("main", "First", Map.of("a", "1"));
        repository.write("main", "Second", Map.of("a", "2"));

        try (var snapshot = ready(ReferenceSelector.commit(first, Optional.empty()))) {
            assertThat(snapshot.revision()).hasToString("sha1:" + first);
            assertThat(filesOf(snapshot.files())).containsExactly("a=1");
        }
    }

    @Test
    void findsACommitInTheHistoryOfABranch() throws IOException {
        var first = repository.write("main", "First", Map.of("a", "1"));
        repository.write("main", "Second", Map.of("a", "2"));

        try (var snapshot = ready(ReferenceSelector.commit(first, Optional.of("main")))) {
            assertThat(snapshot.revision()).hasToString("main@sha1:" + first);
        }
    }

    @Test
    void refusesACommitOfAnotherBranch() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        var other = repository.write("other", "Other", Map.of("a", "2"));

        var failure = failure(ReferenceSelector.commit(other, Optional.of("main")));

        assertThat(failure).isInstanceOf(GitFailure.ReferenceNotFound.class);
    }

    @Test
    void namesAnyReference() throws IOException {
        var head = repository.write("feature/x", "First", Map.of("a", "1"));

        try (var snapshot = ready(ReferenceSelector.name("refs/heads/feature/x"))) {
            assertThat(snapshot.revision()).hasToString("refs/heads/feature/x@sha1:" + head);
        }
    }

    @Test
    void g015_aForcePushIsFollowed() throws IOException {
        var first = repository.write("main", "First", Map.of("a", "1"));
        repository.write("main", "Second", Map.of("a", "2"));
        ready(ReferenceSelector.branch("main")).close();

        repository.moveBranch("main", first);

        try (var snapshot = ready(ReferenceSelector.branch("main"))) {
            assertThat(snapshot.commit().hash()).isEqualTo(first);
            assertThat(filesOf(snapshot.files())).containsExactly("a=1");
        }
    }

    @Test
    void tellsAnEmptyRepositoryFromAMissingBranch() throws IOException {
        assertThat(failure(ReferenceSelector.branch("main"))).isInstanceOf(GitFailure.RepositoryEmpty.class);

        repository.write("main", "First", Map.of("a", "1"));

        assertThat(failure(ReferenceSelector.branch("absent")).message()).contains("couldn't find branch 'absent'");
    }

    @Test
    void tellsAMissingRepository() {
        var absent = RemoteUrl.parse("http://127.0.0.1:" + server.port() + "/absent.git")
                .orElseThrow();

        var result =
                mirrors.sync(Remote.of(absent, new Credentials.Anonymous()), branch("main"), Optional.empty(), TIMEOUT);

        assertThat(result.problem().orElseThrow()).isInstanceOf(GitFailure.RepositoryNotFound.class);
    }

    @Test
    void makesTheMirrorAnewWhenItHasManyPacks() throws IOException {
        mirrors.close();
        var few = new GitLimits(1 << 20, 1 << 20, 100, 1 << 20, 1 << 20, 10, 3);
        mirrors = GitMirrors.open(temp.resolve("cache"), new GitSettings(AddressRule.LOCAL, few), Clock.systemUTC());

        for (int i = 0; i < 10; i++) {
            repository.write("main", "Change " + i, Map.of("a", "" + i));
            try (var snapshot = ready(ReferenceSelector.branch("main"))) {
                assertThat(filesOf(snapshot.files())).containsExactly("a=" + i);
            }
        }
    }

    @Test
    void readsOnFromASnapshotWhileTheMirrorIsMadeAnew() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        try (var snapshot = ready(ReferenceSelector.branch("main"))) {
            mirrors.deleteUnused(Duration.ofSeconds(-1));

            assertThat(filesOf(snapshot.files())).containsExactly("a=1");
        }
    }

    /** The clock is read between finding a mirror and using it: the moment in which it could be taken for unused. */
    @Test
    void aMirrorThatSomebodyIsAboutToUseIsNotDeleted() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        mirrors.close();
        var deleted = new AtomicInteger();
        var tidying = new TidyingClock(() -> deleted.addAndGet(mirrors.deleteUnused(Duration.ofSeconds(-1))));
        mirrors = GitMirrors.open(temp.resolve("cache"), SETTINGS, tidying);

        try (var snapshot = ready(ReferenceSelector.branch("main"))) {
            assertThat(filesOf(snapshot.files())).containsExactly("a=1");
        }

        assertThat(deleted).hasValue(0);
        assertThat(mirrors.deleteUnused(Duration.ofSeconds(-1))).isEqualTo(1);
    }

    @Test
    void tagsThatDoNotLeadToACommitAreNotVersions() throws IOException {
        var first = repository.write("main", "First", Map.of("a", "1"));
        repository.tag("v1.0.0", first, "Release");
        tagTree("v2.0.0");
        tagTree("v2.1.0");

        try (var snapshot = ready(ReferenceSelector.semver("*"))) {
            assertThat(snapshot.revision().toString()).startsWith("v1.0.0@");
        }
    }

    @Test
    void aTagThatDoesNotLeadToACommitIsCalledSo() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        var tree = tagTree("old-tree");

        var byName = failure(ReferenceSelector.tag("old-tree"));
        var byHash = failure(ReferenceSelector.commit(tree, Optional.empty()));

        assertThat(byName).isInstanceOf(GitFailure.NotACommit.class);
        assertThat(byName.message()).contains("old-tree").contains("not to a commit");
        assertThat(byHash).isInstanceOf(GitFailure.NotACommit.class);
    }

    /** A tag of the tree of the newest commit, as linux has one; the hash of the tree. */
    private String tagTree(String name) throws IOException {
        try (var git = new FileRepositoryBuilder()
                        .setGitDir(repository.path().toFile())
                        .build();
                var walk = new RevWalk(git)) {
            var tree = walk.parseCommit(git.resolve("refs/heads/main")).getTree();
            var update = git.updateRef("refs/tags/" + name);
            update.setNewObjectId(tree);
            update.forceUpdate();
            return tree.name();
        }
    }

    @Test
    void survivesARestart() throws IOException {
        repository.write("main", "First", Map.of("a", "1"));
        ready(ReferenceSelector.branch("main")).close();
        mirrors.close();

        mirrors = GitMirrors.open(temp.resolve("cache"), SETTINGS, Clock.systemUTC());

        try (var snapshot = ready(ReferenceSelector.branch("main"))) {
            assertThat(filesOf(snapshot.files())).containsExactly("a=1");
        }
    }

    private interface Tidying {
        void run() throws IOException;
    }

    /** Does something else, once, when it is first read. */
    private static final class TidyingClock extends Clock {
        private final Clock clock = Clock.systemUTC();
        private final AtomicReference<Tidying> once;

        TidyingClock(Tidying once) {
            this.once = new AtomicReference<>(once);
        }

        @Override
        public Instant instant() {
            var tidying = once.getAndSet(() -> {});
            try {
                tidying.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private Snapshot ready(GitResult<ReferenceSelector> selector) {
        var sync = mirrors.sync(remote, selector.orElseThrow(), Optional.empty(), TIMEOUT)
                .orElseThrow();
        return ((Sync.Ready) sync).snapshot();
    }

    private GitFailure failure(GitResult<ReferenceSelector> selector) {
        return mirrors.sync(remote, selector.orElseThrow(), Optional.empty(), TIMEOUT)
                .problem()
                .orElseThrow();
    }

    private static ReferenceSelector branch(String name) {
        return ReferenceSelector.branch(name).orElseThrow();
    }

    static List<String> filesOf(TreeEntry.Directory directory) throws IOException {
        var found = new ArrayList<String>();
        for (var entry : directory.entries()) {
            switch (entry) {
                case TreeEntry.Directory folder -> found.addAll(filesOf(folder));
                case TreeEntry.File file -> {
                    try (var in = file.open()) {
                        found.add(file.path() + "=" + new String(in.readAllBytes(), UTF_8));
                    }
                }
                case TreeEntry.Link link -> found.add(link.path() + " (link)");
                case TreeEntry.Submodule submodule -> found.add(submodule.path() + " (submodule)");
            }
        }
        return found;
    }
}
