package dev.capstan.source.generator.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.runtime.artifact.ArtifactDownload;
import dev.capstan.runtime.artifact.ArtifactFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.StoredArtifact;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import dev.capstan.source.generator.SourceTrees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which bytes a status can lead to; the storage is a real one. */
class SourceArtifactsTest {
    private static final String HERE = "http://here/";
    private static final ObjectReference TENANT = source("ExternalArtifact", "tenant", "mine");
    private static final ObjectReference SECRET = source("GitRepository", "admin", "secret");

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private FileSystemArtifactStore store;
    private SourceArtifacts artifacts;

    @BeforeEach
    void prepare() throws IOException {
        store = FileSystemArtifactStore.open(
                folder.resolve("artifacts"), 1L << 30, new Retention(Duration.ofHours(1), 2), Clock.systemUTC());
        artifacts = new SourceArtifacts(
                store, it -> it.url().text().startsWith(HERE), this::download, folder.resolve("read"));
    }

    private ArtifactDownload.Answer download(String url) throws IOException {
        asked.add(url);
        return url.equals("http://there/1")
                ? new ArtifactDownload.Answer.Served(Files.newInputStream(folder.resolve("remote.tar.gz")))
                : new ArtifactDownload.Answer.Refused(new ArtifactFailure.NotFound(url));
    }

    @Test
    void readsItsOwnArtifactFromTheStorageWhateverTheAddressIs() throws IOException {
        var stored = stored(SECRET, "s");

        assertThat(content(SECRET, stored, "http://address/of/yesterday")).isEqualTo("s");
        assertThat(asked).isEmpty();
    }

    @Test
    void artifactOfAnotherControllerIsDownloadedAndVerified() throws IOException {
        var stored = stored(SECRET, "elsewhere");
        Files.copy(store.open(stored.path()), folder.resolve("remote.tar.gz"));
        store.removeAll(ArtifactOwner.of(SECRET));

        assertThat(content(TENANT, stored, "http://there/1")).isEqualTo("elsewhere");
        Files.write(folder.resolve("remote.tar.gz"), new byte[] {1, 2});
        assertThat(failure(TENANT, new StoredArtifact("x", digest('0'), 1, stored.storedAt()), "http://there/1"))
                .contains("artifact digest is");
    }

    @Test
    void statusThatNamesTheFileOfAnotherObjectReadsNothing() throws IOException {
        var secret = stored(SECRET, "s");

        assertThat(failure(TENANT, secret, HERE + secret.path())).contains("which is not its own");
        assertThat(failure(TENANT, secret, secret.path())).contains("not found");
        assertThat(asked).containsExactly(secret.path());
    }

    @Test
    void lostFileOfThisStorageIsWaitedFor() throws IOException {
        var stored = stored(SECRET, "s");
        store.removeAll(ArtifactOwner.of(SECRET));

        assertThat(failure(SECRET, stored, HERE + stored.path())).contains("of this storage");
        assertThat(asked).isEmpty();
    }

    private StoredArtifact stored(ObjectReference owner, String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var result = store.store(ArtifactOwner.of(owner), "1.tar.gz", archive -> {
            archive.folder(".");
            archive.file("file", false, bytes.length, new ByteArrayInputStream(bytes));
        });
        return ((StoreResult.Stored) result).artifact();
    }

    private String content(ObjectReference source, StoredArtifact stored, String url) throws IOException {
        var result = artifacts.content(source, artifact(stored, url));
        assertThat(result).isInstanceOf(SourceResult.Success.class);
        var content = ((SourceResult.Success<SourceTrees.Content>) result).value();
        return new String(content.files().read("file"), StandardCharsets.UTF_8);
    }

    private String failure(ObjectReference source, StoredArtifact stored, String url) {
        var result = artifacts.content(source, artifact(stored, url));
        assertThat(result).isInstanceOf(SourceResult.Failed.class);
        return ((SourceResult.Failed<SourceTrees.Content>) result).failure().message();
    }

    private static Artifact artifact(StoredArtifact stored, String url) {
        return new Artifact(
                stored.digest(),
                stored.path(),
                new ArtifactUrl(url),
                new ArtifactRevision("main@sha1:1"),
                stored.storedAt().toString(),
                stored.size(),
                Map.of());
    }

    private static ArtifactDigest digest(char digit) {
        return new ArtifactDigest("sha256:" + String.valueOf(digit).repeat(64));
    }

    private static ObjectReference source(String kind, String namespace, String name) {
        return new ObjectReference("source.toolkit.fluxcd.io/v1", kind, namespace, name);
    }
}
