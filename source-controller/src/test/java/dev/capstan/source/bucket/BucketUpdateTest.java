package dev.capstan.source.bucket;

import static dev.capstan.source.bucket.BucketSpecs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.BucketStatus;
import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.ArchiveTree;
import dev.capstan.digest.Digest;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.NoFacts;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import dev.capstan.source.bucket.adapter.ScratchFetch;
import dev.capstan.source.content.ContentLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketUpdateTest {
    private static final ContentLimits LIMITS = new ContentLimits(1000, 1 << 20, 1 << 20, 10);

    @TempDir
    Path root;

    private final MemoryStore bucket = new MemoryStore();
    private FileSystemArtifactStore store;
    private BucketUpdate update;
    private BucketStatus status = BucketStatus.INITIAL;

    @BeforeEach
    void open() throws IOException {
        store = FileSystemArtifactStore.open(
                root.resolve("artifacts"), 1L << 30, new Retention(Duration.ofMinutes(1), 2), Clock.systemUTC());
        update = new BucketUpdate(
                _ -> SourceResult.success(bucket),
                ScratchFetch.in(root.resolve("scratch"), store, 4, 4),
                store,
                LIMITS);
    }

    @Test
    void publishesTheObjectsUnderTheirKeys() throws Exception {
        bucket.has(Map.of("apps/web.yaml", "web", "a.yaml", "a", "apps/", "", "logo.png", "png"));

        var published = publish("");

        assertThat(published.message()).isEqualTo("stored artifact with 3 fetched files from 'config' bucket");
        assertThat(published.revision().text())
                .isEqualTo(Digest.sha256("a.yaml " + MemoryStore.md5("a") + "\napps/web.yaml " + MemoryStore.md5("web")
                                + "\nlogo.png " + MemoryStore.md5("png") + "\n")
                        .toString());
        assertThat(published.stored().path())
                .isEqualTo("bucket/team-a/config/" + published.revision().text().substring(7) + ".tar.gz");
        assertThat(textOf(published, "apps/web.yaml")).isEqualTo("web");
        assertThat(textOf(published, "logo.png")).isEqualTo("png");
    }

    @Test
    void asksForNoObjectWhileTheIndexIsTheSame() throws Exception {
        bucket.has(Map.of("a.yaml", "a"));
        publish("");
        bucket.opened.clear();

        assertThat(run("")).isInstanceOf(UpdateOutcome.UpToDate.class);
        assertThat(bucket.opened).isEmpty();
        assertThat(bucket.found).hasValue(0);
    }

    @Test
    void asksOnlyForTheObjectsThatHaveChanged() throws Exception {
        bucket.has(Map.of("a.yaml", "a", "b/c.yaml", "c", "d.yaml", "d"));
        publish("");
        bucket.has(Map.of("a.yaml", "a", "b/c.yaml", "C", "e.yaml", "e"));

        var published = publish("");

        assertThat(bucket.opened).containsExactly("b/c.yaml", "e.yaml");
        assertThat(textOf(published, "a.yaml")).isEqualTo("a");
        assertThat(textOf(published, "b/c.yaml")).isEqualTo("C");
        assertThat(textOf(published, "e.yaml")).isEqualTo("e");
    }

    @Test
    void leavesOutWhatTheRulesOfTheBucketAndTheSpecExclude() throws Exception {
        bucket.has(Map.of(
                ".sourceignore",
                "*.md\n/docs\n",
                "a.md",
                "1",
                "docs/x",
                "2",
                "a.yaml",
                "3",
                "b/keep.md",
                "4",
                "c.txt",
                "5"));

        var published = publish("ignore: \"!keep.md\\n*.txt\"");

        assertThat(published.message()).startsWith("stored artifact with 2 fetched files");
        assertThat(textOf(published, ".sourceignore")).isEqualTo("*.md\n/docs\n");
        assertThat(bucket.opened).containsExactly("a.yaml", "b/keep.md");
    }

    @Test
    void neitherGitFilesNorPicturesAreLeftOutByThemselves() throws Exception {
        bucket.has(Map.of(".git/config", "1", "a.png", "2", ".github/x.yaml", "3"));

        assertThat(publish("").message()).startsWith("stored artifact with 3 fetched files");
    }

    @Test
    void aPrefixSelectsObjectsAndTheRulesAtTheRootHold() throws Exception {
        bucket.has(Map.of(".sourceignore", "*.md\n", "apps/a.yaml", "1", "apps/b.md", "2", "infra/c.yaml", "3"));

        var published = publish("prefix: apps/");

        assertThat(bucket.opened).containsExactly("apps/a.yaml");
        assertThat(textOf(published, "apps/a.yaml")).isEqualTo("1");
    }

    @Test
    void otherIgnorePatternsMakeTheArtifactAgain() throws Exception {
        bucket.has(Map.of("a.yaml", "a"));
        publish("");

        assertThat(run("ignore: '*.txt'")).isInstanceOf(UpdateOutcome.Published.class);
    }

    @Test
    void anEmptyBucketIsAnEmptyArtifact() throws Exception {
        bucket.has(Map.of());

        assertThat(publish("").revision().text()).isEqualTo(Digest.sha256("").toString());
    }

    @Test
    void o023_noFileIsWrittenForAHostileKey() throws Exception {
        bucket.has(Map.of("../../escape", "x", "a.yaml", "a"));

        var failure = failureOf(run(""));

        assertThat(failure.reason()).isEqualTo(Reason.BUCKET_OPERATION_FAILED);
        assertThat(failure.message()).contains("'../../escape'");
        assertThat(bucket.opened).isEmpty();
        try (var files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void onlyTheDiskIsCalledTheStorage() {
        bucket.has(Map.of("a.yaml", "a"));

        assertThat(failureOfFetch(new FetchEndedException("the attempt was ended")))
                .isEqualTo(new BucketFailure.FetchEnded("config", "the attempt was ended"))
                .extracting(SourceFailure::reason)
                .isEqualTo(Reason.BUCKET_OPERATION_FAILED);
        assertThat(failureOfFetch(new IOException("No space left on device")).reason())
                .isEqualTo(Reason.ARCHIVE_OPERATION_FAILED);
    }

    private SourceFailure failureOfFetch(IOException thrown) {
        var failing = new BucketUpdate(
                _ -> SourceResult.success(bucket),
                (_, _, _, _) -> {
                    throw thrown;
                },
                store,
                LIMITS);
        return failureOf(failing.run(new BucketSource(BucketSpecs.KEY, spec(""), status)));
    }

    @Test
    void tooManyRulesAreRefused() throws Exception {
        bucket.has(Map.of(".sourceignore", "x\n".repeat(10_001), "a.yaml", "a"));

        assertThat(failureOf(run("")).reason()).isEqualTo(Reason.SOURCE_IGNORE_ERROR);
    }

    private UpdateOutcome<NoFacts> run(String yaml) {
        return update.run(new BucketSource(BucketSpecs.KEY, spec(yaml), status));
    }

    /** Runs, and remembers the artifact as the status does. */
    private NewArtifact publish(String yaml) {
        if (!(run(yaml) instanceof UpdateOutcome.Published<NoFacts>(var artifact, var _))) {
            throw new AssertionError(run(yaml));
        }
        var stored = artifact.stored();
        status = status.withArtifact(new Artifact(
                        stored.digest(),
                        stored.path(),
                        new ArtifactUrl("http://x/" + stored.path()),
                        artifact.revision(),
                        stored.storedAt().toString(),
                        stored.size(),
                        Map.of()))
                .withObservedIgnore(spec(yaml).ignore());
        return artifact;
    }

    private static SourceFailure failureOf(UpdateOutcome<NoFacts> outcome) {
        return ((UpdateOutcome.Failed<NoFacts>) outcome).failure();
    }

    private String textOf(NewArtifact artifact, String path) throws IOException {
        var digest = Digest.parse(artifact.stored().digest().text()).orElseThrow();
        try (var in = store.open(artifact.stored().path())) {
            var read = new ArchiveReader(root, new ArchiveLimits(1 << 20, 1 << 24, 1000)).read(in, digest);
            ArchiveTree tree = ((ArchiveReader.Result.Read) read).tree();
            return new String(tree.read(path), StandardCharsets.UTF_8);
        }
    }
}
