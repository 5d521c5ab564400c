package dev.capstan.source.gitrepository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitInclude;
import dev.capstan.api.source.GitReference;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.RemoteUrl;
import dev.capstan.source.SecretReader;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.StoredArtifact;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactUpdateTest {
    private static final String URL = "https://git.example.org/config";

    @TempDir
    Path folder;

    private final FakeRemote remote = new FakeRemote();
    private final Map<String, Map<String, byte[]>> secrets = new HashMap<>();
    private final FakeInclusions others = new FakeInclusions();
    private FileSystemArtifactStore store;
    private ArtifactUpdate update;

    @BeforeEach
    void prepare() throws IOException {
        store = FileSystemArtifactStore.open(folder, new Retention(Duration.ofMinutes(1), 2), Clock.systemUTC());
        SecretReader reader = (namespace, name) -> Optional.ofNullable(secrets.get(name));
        update = new ArtifactUpdate(remote, store, reader, others, new KeyedSignatures(reader), GitLimits.DEFAULT);
    }

    @Test
    void publishesTheFilesOfTheCommit() throws Exception {
        remote.has('1', Map.of("a.yaml", "a", "b/c.yaml", "c", "run.sh", "x"));

        assertThat(listing(published(spec(URL, null, List.of()))))
                .containsExactly(".", "a.yaml", "b", "b/c.yaml", "run.sh");
    }

    @Test
    void g001_g002_linksAreLeftOut() throws Exception {
        remote.has('1', Map.of("a.yaml", "a", "token", "->/var/run/secrets/token", "up", "->../../etc/passwd"));

        assertThat(listing(published(spec(URL, null, List.of())))).containsExactly(".", "a.yaml");
    }

    @Test
    void leavesOutPicturesAndPipelinesOnlyWhenNothingElseIsSaid() throws Exception {
        var files = Map.of("a.png", "p", ".github/w.yaml", "w", "b.yaml", "b", ".gitignore", "x");
        remote.has('1', files);
        assertThat(listing(published(spec(URL, null, List.of())))).containsExactly(".", "b.yaml");

        assertThat(listing(published(spec(URL, "*.txt\n", List.of()))))
                .containsExactly(".", ".github", ".github/w.yaml", "a.png", "b.yaml");
    }

    @Test
    void readsSourceignoreOfEveryFolderAndSpecIgnoreLast() throws Exception {
        remote.has(
                '1',
                Map.of(
                        ".sourceignore",
                        "*.md\n",
                        "x/.sourceignore",
                        "y\n",
                        "x/y",
                        "1",
                        "y",
                        "2",
                        "r.md",
                        "3",
                        "k.md",
                        "4"));

        assertThat(listing(published(spec(URL, "!k.md\n", List.of()))))
                .containsExactly(".", ".sourceignore", "k.md", "x", "x/.sourceignore", "y");
    }

    @Test
    void keepsOnlySparseFolders() throws Exception {
        remote.has('1', Map.of("a/x", "1", "a/b/y", "2", "c/z", "3", "r", "4"));

        assertThat(listing(published(spec(URL, null, List.of("./a/b"))))).containsExactly(".", "a", "a/b", "a/b/y");
    }

    @Test
    void o024_aSparseFolderOutsideTheCommitIsRefused() {
        remote.has('1', Map.of("a/x", "1"));

        var outcome = run(spec(URL, null, List.of("../../etc")), GitRepositoryStatus.INITIAL);

        assertThat(((UpdateOutcome.Failed) outcome).failure().reason()).isEqualTo(Reason.GIT_OPERATION_FAILED);
    }

    @Test
    void copiesAPartOfAnotherArtifactIntoItsPlace() throws Exception {
        remote.has('1', Map.of("a.yaml", "a"));
        others.offers("shared", "main@sha1:1", Map.of("base/x.yaml", "x", "other/y.yaml", "y"));

        var outcome = run(including("shared", "./base/", "libs/shared"), GitRepositoryStatus.INITIAL);

        var published = (UpdateOutcome.Published) outcome;
        assertThat(listing(published.stored()))
                .containsExactly(".", "a.yaml", "libs", "libs/shared", "libs/shared/x.yaml");
        assertThat(published.included()).extracting(Artifact::revision).containsExactly("main@sha1:1");
    }

    @Test
    void withoutPathsTheWholeArtifactGoesToAFolderOfItsName() throws Exception {
        remote.has('1', Map.of("a.yaml", "a"));
        others.offers("shared", "main@sha1:1", Map.of("x.yaml", "x"));

        var outcome = run(including("shared", null, null), GitRepositoryStatus.INITIAL);

        assertThat(listing(((UpdateOutcome.Published) outcome).stored()))
                .containsExactly(".", "a.yaml", "shared", "shared/x.yaml");
    }

    @Test
    void buildsAgainWhenAnIncludedArtifactChanges() throws Exception {
        remote.has('1', Map.of("a.yaml", "a"));
        others.offers("shared", "main@sha1:1", Map.of("x.yaml", "x"));
        var spec = including("shared", null, null);
        var first = (UpdateOutcome.Published) run(spec, GitRepositoryStatus.INITIAL);
        var status = statusWith(first.stored(), first.included(), spec.include());
        assertThat(run(spec, status)).isInstanceOf(UpdateOutcome.UpToDate.class);

        others.offers("shared", "main@sha1:2", Map.of("x.yaml", "other"));

        assertThat(run(spec, status)).isInstanceOf(UpdateOutcome.Published.class);
    }

    @Test
    void aMissingIncludeIsNamed() {
        remote.has('1', Map.of("a.yaml", "a"));

        var failure =
                ((UpdateOutcome.Failed) run(including("shared", null, null), GitRepositoryStatus.INITIAL)).failure();

        assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(failure.message()).contains("'shared'");
    }

    @ParameterizedTest
    @CsvSource({
        "absent, x, has nothing at fromPath 'absent'",
        "../x, x, has nothing at fromPath '../x'",
        ", ../outside, not a folder below the root",
        ", a/../../outside, not a folder below the root",
        ", ., not a folder below the root",
        ", .git/hooks, not a folder below the root",
        ", a.yaml, something at 'a.yaml' already",
        ", a.yaml/below, something at 'a.yaml' already"
    })
    void anIncludeThatCannotBeCopiedSaysWhy(@Nullable String from, String to, String why) {
        remote.has('1', Map.of("a.yaml", "a"));
        others.offers("shared", "main@sha1:1", Map.of("x.yaml", "x"));

        var failure =
                ((UpdateOutcome.Failed) run(including("shared", from, to), GitRepositoryStatus.INITIAL)).failure();

        assertThat(failure.reason()).isEqualTo(Reason.COPY_FAILURE);
        assertThat(failure.message()).contains("'shared'").contains(why);
    }

    private static GitRepositorySpec including(String name, @Nullable String from, @Nullable String to) {
        var ref = new GitReference("main", null, null, null, null);
        var include = new GitInclude(new LocalRef(name), from, to);
        return new GitRepositorySpec(
                URL, "1m", null, ref, null, null, null, null, null, null, List.of(), false, List.of(include), false);
    }

    @Test
    void doesNothingWhenTheRevisionIsKnown() {
        remote.has('1', Map.of("a", "1"));
        var stored = published(spec(URL, null, List.of()));

        assertThat(run(spec(URL, null, List.of()), statusWith(stored))).isInstanceOf(UpdateOutcome.UpToDate.class);
    }

    @Test
    void buildsAgainWhenTheIgnoreRulesChange() {
        remote.has('1', Map.of("a", "1", "b", "2"));
        var stored = published(spec(URL, null, List.of()));

        assertThat(run(spec(URL, "b\n", List.of()), statusWith(stored))).isInstanceOf(UpdateOutcome.Published.class);
    }

    @Test
    void o026_buildsAgainWhenTheFileIsDamaged() throws IOException {
        remote.has('1', Map.of("a", "1"));
        var stored = published(spec(URL, null, List.of()));
        Files.writeString(folder.resolve(stored.path()), "damaged");

        var outcome = run(spec(URL, null, List.of()), statusWith(stored));

        assertThat(outcome.damage()).isPresent();
        assertThat(((UpdateOutcome.Published) outcome).stored().digest()).isEqualTo(stored.digest());
    }

    @Test
    void g010_aCommitBeyondALimitNamesIt() {
        var few = new GitLimits(1 << 20, 1 << 20, 2, 100, 100, 10, 10);
        var limited = new ArtifactUpdate(
                remote,
                store,
                (n, s) -> Optional.empty(),
                others,
                new KeyedSignatures((n, s) -> Optional.empty()),
                few);
        remote.has('1', Map.of("a", "1", "b", "2", "c", "3"));

        var outcome = limited.run(source(spec(URL, null, List.of()), GitRepositoryStatus.INITIAL));

        assertThat(((UpdateOutcome.Failed) outcome).failure().message())
                .contains("limit exceeded")
                .contains("2 files");
    }

    @Test
    void aMissingSecretIsNamed() {
        var spec = new GitRepositorySpec(
                URL,
                "1m",
                null,
                null,
                new LocalRef("access"),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                false,
                List.of(),
                false);

        var failure = ((UpdateOutcome.Failed) run(spec, GitRepositoryStatus.INITIAL)).failure();

        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(failure.message()).contains("'access'");
    }

    @Test
    void g005_anUnsafeUrlIsRefusedBeforeAnyConnection() {
        remote.fails(new GitFailure.TimedOut(RemoteUrl.parse(URL).orElseThrow(), Duration.ZERO));

        var failure = ((UpdateOutcome.Failed)
                        run(spec("ssh://-oProxyCommand=x/y", null, List.of()), GitRepositoryStatus.INITIAL))
                .failure();

        assertThat(failure.reason()).isEqualTo(Reason.URL_INVALID);
    }

    private static GitRepositorySpec spec(String url, @Nullable String ignore, List<String> sparse) {
        var ref = new GitReference("main", null, null, null, null);
        return new GitRepositorySpec(
                url, "1m", null, ref, null, null, null, null, null, ignore, sparse, false, List.of(), false);
    }

    private static GitRepositoryStatus statusWith(StoredArtifact stored) {
        return statusWith(stored, List.of(), List.of());
    }

    private static GitRepositoryStatus statusWith(
            StoredArtifact stored, List<Artifact> included, List<GitInclude> observed) {
        var artifact = new Artifact(
                stored.digest(),
                stored.path(),
                "http://x/" + stored.path(),
                "main@sha1:" + "1".repeat(40),
                "t",
                1L,
                Map.of());
        return new GitRepositoryStatus(1, List.of(), artifact, included, null, observed, false, List.of(), null, null);
    }

    private static GitSource source(GitRepositorySpec spec, GitRepositoryStatus status) {
        return new GitSource(new ObjectKey("apps", "config"), 1, spec, status);
    }

    private UpdateOutcome run(GitRepositorySpec spec, GitRepositoryStatus status) {
        return update.run(source(spec, status));
    }

    private StoredArtifact published(GitRepositorySpec spec) {
        var outcome = run(spec, GitRepositoryStatus.INITIAL);
        assertThat(outcome).isInstanceOf(UpdateOutcome.Published.class);
        return ((UpdateOutcome.Published) outcome).stored();
    }

    /** As the real tar sees it. */
    private List<String> listing(StoredArtifact artifact) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "tar", "-tzf", folder.resolve(artifact.path()).toString())
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return text.lines().toList();
    }
}
