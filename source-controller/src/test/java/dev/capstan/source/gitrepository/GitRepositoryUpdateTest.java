package dev.capstan.source.gitrepository;

import static dev.capstan.access.git.Specs.URL;
import static dev.capstan.access.git.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.SecretReader;
import dev.capstan.access.git.FakeTokens;
import dev.capstan.access.git.GitAccess;
import dev.capstan.access.git.Specs;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitInclude;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.RemoteUrl;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.StoredArtifact;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitRepositoryUpdateTest {
    @TempDir
    Path folder;

    private final FakeRemote remote = new FakeRemote();
    private final FakeTokens tokens = new FakeTokens();
    private final FakeInclusions others = new FakeInclusions();
    private FileSystemArtifactStore store;
    private GitRepositoryUpdate update;

    @BeforeEach
    void prepare() throws IOException {
        store = FileSystemArtifactStore.open(
                folder, 1 << 20, new Retention(Duration.ofMinutes(1), 2), Clock.systemUTC());
        SecretReader reader = (namespace, name) -> {
            throw new SecretException(new SecretFailure.Missing(name));
        };
        update = new GitRepositoryUpdate(
                remote,
                store,
                new GitAccess(reader, tokens, tokens),
                others,
                new KeyedSignatures(reader),
                GitLimits.DEFAULT);
    }

    @Test
    void publishesTheFilesOfTheCommit() throws Exception {
        remote.has('1', Map.of("a.yaml", "a", "b/c.yaml", "c", "run.sh", "x"));

        assertThat(listing(published(spec("")))).containsExactly(".", "a.yaml", "b", "b/c.yaml", "run.sh");
    }

    @Test
    void g001_g002_linksAreLeftOut() throws Exception {
        remote.has('1', Map.of("a.yaml", "a", "token", "->/var/run/secrets/token", "up", "->../../etc/passwd"));

        assertThat(listing(published(spec("")))).containsExactly(".", "a.yaml");
    }

    @Test
    void leavesOutPicturesAndPipelinesOnlyWhenNothingElseIsSaid() throws Exception {
        var files = Map.of("a.png", "p", ".github/w.yaml", "w", "b.yaml", "b", ".gitignore", "x");
        remote.has('1', files);
        assertThat(listing(published(spec("")))).containsExactly(".", "b.yaml");

        assertThat(listing(published(spec("ignore: '*.txt'"))))
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

        assertThat(listing(published(spec("ignore: '!k.md'"))))
                .containsExactly(".", ".sourceignore", "k.md", "x", "x/.sourceignore", "y");
    }

    @Test
    void keepsOnlySparseFolders() throws Exception {
        remote.has('1', Map.of("a/x", "1", "a/b/y", "2", "c/z", "3", "r", "4"));

        assertThat(listing(published(spec("sparseCheckout: [./a/b]")))).containsExactly(".", "a", "a/b", "a/b/y");
    }

    @Test
    void o024_aSparseFolderOutsideTheCommitIsRefused() {
        remote.has('1', Map.of("a/x", "1"));

        var outcome = run(spec("sparseCheckout: [../../etc]"), GitRepositoryStatus.INITIAL);

        assertThat(failureOf(outcome).reason()).isEqualTo(Reason.GIT_OPERATION_FAILED);
    }

    @Test
    void copiesAPartOfAnotherArtifactIntoItsPlace() throws Exception {
        remote.has('1', Map.of("a.yaml", "a"));
        others.offers("shared", "main@sha1:1", Map.of("base/x.yaml", "x", "other/y.yaml", "y"));

        var outcome = run(including("shared", "./base/", "libs/shared"), GitRepositoryStatus.INITIAL);

        var published = publishedBy(outcome);
        assertThat(listing(published.artifact().stored()))
                .containsExactly(".", "a.yaml", "libs", "libs/shared", "libs/shared/x.yaml");
        assertThat(published.facts())
                .extracting(Artifact::revision)
                .containsExactly(new ArtifactRevision("main@sha1:1"));
    }

    @Test
    void withoutPathsTheWholeArtifactGoesToAFolderOfItsName() throws Exception {
        remote.has('1', Map.of("a.yaml", "a"));
        others.offers("shared", "main@sha1:1", Map.of("x.yaml", "x"));

        var outcome = run(including("shared", null, null), GitRepositoryStatus.INITIAL);

        assertThat(listing(publishedBy(outcome).artifact().stored()))
                .containsExactly(".", "a.yaml", "shared", "shared/x.yaml");
    }

    @Test
    void buildsAgainWhenAnIncludedArtifactChanges() throws Exception {
        remote.has('1', Map.of("a.yaml", "a"));
        others.offers("shared", "main@sha1:1", Map.of("x.yaml", "x"));
        var spec = including("shared", null, null);
        var first = publishedBy(run(spec, GitRepositoryStatus.INITIAL));
        var status = statusWith(first.artifact().stored(), first.facts(), spec.include());
        assertThat(run(spec, status)).isInstanceOf(UpdateOutcome.UpToDate.class);

        others.offers("shared", "main@sha1:2", Map.of("x.yaml", "other"));

        assertThat(run(spec, status)).isInstanceOf(UpdateOutcome.Published.class);
    }

    @Test
    void aMissingIncludeIsNamed() {
        remote.has('1', Map.of("a.yaml", "a"));

        var failure = failureOf(run(including("shared", null, null), GitRepositoryStatus.INITIAL));

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

        var failure = failureOf(run(including("shared", from, to), GitRepositoryStatus.INITIAL));

        assertThat(failure.reason()).isEqualTo(Reason.COPY_FAILURE);
        assertThat(failure.message()).contains("'shared'").contains(why);
    }

    private static GitRepositorySpec including(String name, @Nullable String from, @Nullable String to) {
        return spec("include: [{repository: {name: " + name + "}" + path("fromPath", from) + path("toPath", to) + "}]");
    }

    private static String path(String key, @Nullable String value) {
        return value == null ? "" : ", " + key + ": " + value;
    }

    @Test
    void doesNothingWhenTheRevisionIsKnown() {
        remote.has('1', Map.of("a", "1"));
        var stored = published(spec(""));

        assertThat(run(spec(""), statusWith(stored))).isInstanceOf(UpdateOutcome.UpToDate.class);
    }

    @Test
    void buildsAgainWhenTheIgnoreRulesChange() {
        remote.has('1', Map.of("a", "1", "b", "2"));
        var stored = published(spec(""));

        assertThat(run(spec("ignore: b"), statusWith(stored))).isInstanceOf(UpdateOutcome.Published.class);
    }

    @Test
    void g010_aCommitBeyondALimitNamesIt() {
        var few = new GitLimits(1 << 20, 1 << 20, 2, 100, 100, 10, 10);
        var limited = new GitRepositoryUpdate(
                remote,
                store,
                new GitAccess((namespace, name) -> SecretValues.none(), tokens, tokens),
                others,
                new KeyedSignatures((namespace, name) -> SecretValues.none()),
                few);
        remote.has('1', Map.of("a", "1", "b", "2", "c", "3"));

        var outcome = limited.run(source(spec(""), GitRepositoryStatus.INITIAL));

        assertThat(failureOf(outcome).message()).contains("limit exceeded").contains("2 files");
    }

    @Test
    void namesTheLinksThatAreNotInTheArtifact() throws Exception {
        remote.has('1', Map.of("a.yaml", "a", "apps/link.yaml", "-> ../a.yaml", "ignored/link", "-> x"));

        var artifact = publishedBy(run(spec("ignore: ignored/"), GitRepositoryStatus.INITIAL))
                .artifact();

        assertThat(listing(artifact.stored())).doesNotContain("apps/link.yaml");
        assertThat(artifact.message())
                .endsWith("'; symbolic links never get into an artifact, left out: apps/link.yaml");
    }

    @Test
    void namesAFewOfManyLinks() {
        remote.has('1', Map.of("a", "->x", "b", "->x", "c", "->x", "d", "->x", "e", "->x", "f.yaml", "f"));

        assertThat(publishedBy(run(spec(""), GitRepositoryStatus.INITIAL))
                        .artifact()
                        .message())
                .endsWith("left out: a, b, c and 2 more");
    }

    @Test
    void aMissingSecretIsNamed() {
        var spec = spec("secretRef: {name: access}");

        var failure = failureOf(run(spec, GitRepositoryStatus.INITIAL));

        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(failure.message()).contains("'access'");
    }

    @Test
    void g005_anUnsafeUrlIsRefusedBeforeAnyConnection() {
        remote.fails(new GitFailure.TimedOut(RemoteUrl.parse(URL).orElseThrow(), Duration.ZERO));

        var failure = failureOf(run(Specs.at("ssh://-oProxyCommand=x/y", ""), GitRepositoryStatus.INITIAL));

        assertThat(failure.reason()).isEqualTo(Reason.URL_INVALID);
    }

    private static GitRepositoryStatus statusWith(StoredArtifact stored) {
        return statusWith(stored, List.of(), List.of());
    }

    private static GitRepositoryStatus statusWith(
            StoredArtifact stored, List<Artifact> included, List<GitInclude> observed) {
        var artifact = new Artifact(
                stored.digest(),
                stored.path(),
                new ArtifactUrl("http://x/" + stored.path()),
                new ArtifactRevision("main@sha1:" + "1".repeat(40)),
                "t",
                1L,
                Map.of());
        return new GitRepositoryStatus(1, List.of(), artifact, included, null, observed, false, List.of(), null, null);
    }

    private static GitSource source(GitRepositorySpec spec, GitRepositoryStatus status) {
        return new GitSource(new ObjectKey("apps", "config"), 1, Map.of(), spec, status);
    }

    private UpdateOutcome<List<Artifact>> run(GitRepositorySpec spec, GitRepositoryStatus status) {
        return update.run(source(spec, status));
    }

    private StoredArtifact published(GitRepositorySpec spec) {
        return publishedBy(run(spec, GitRepositoryStatus.INITIAL)).artifact().stored();
    }

    private static UpdateOutcome.Published<List<Artifact>> publishedBy(UpdateOutcome<List<Artifact>> outcome) {
        assertThat(outcome).isInstanceOf(UpdateOutcome.Published.class);
        return (UpdateOutcome.Published<List<Artifact>>) outcome;
    }

    private static SourceFailure failureOf(UpdateOutcome<List<Artifact>> outcome) {
        assertThat(outcome).isInstanceOf(UpdateOutcome.Failed.class);
        return ((UpdateOutcome.Failed<List<Artifact>>) outcome).failure();
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
