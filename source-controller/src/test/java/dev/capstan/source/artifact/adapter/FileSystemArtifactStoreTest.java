package dev.capstan.source.artifact.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.archive.ArchiveContent;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.StoredArtifact;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSystemArtifactStoreTest {
    private static final ArtifactOwner OWNER = new ArtifactOwner("gitrepository", "apps", "config");

    private static final long LIMIT = 64 << 20;

    @TempDir
    Path folder;

    private FileSystemArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        store = FileSystemArtifactStore.open(
                folder.resolve("artifacts"), LIMIT, new Retention(Duration.ofMinutes(1), 2), Clock.systemUTC());
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        var content = files(Map.of("a.yaml", "a", "ü/long-" + "x".repeat(200), "b"));

        var first = stored(store.store(OWNER, "1.tar.gz", content));
        var second = stored(store.store(OWNER, "2.tar.gz", content));

        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(Files.readAllBytes(store.root().resolve(first.path())))
                .isEqualTo(Files.readAllBytes(store.root().resolve(second.path())));
    }

    @Test
    void realTarReadsTheArchive() throws Exception {
        var longName = "deep/".repeat(60) + "file-ü.yaml";
        var artifact = stored(store.store(OWNER, "1.tar.gz", files(Map.of("a.yaml", "text", longName, "b"))));

        var process = new ProcessBuilder(
                        "tar",
                        "--numeric-owner",
                        "-tvzf",
                        store.root().resolve(artifact.path()).toString())
                .redirectErrorStream(true)
                .start();
        var listing = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(listing).isZero();
        assertThat(listing).containsPattern("-rw------- 0/0 +4 1970-01-01 00:00 a.yaml");
        assertThat(listing).containsPattern("drwxr-x--- 0/0 +0 1970-01-01 00:00 \\./?\n");
        assertThat(listing.lines()).hasSize(3);
    }

    @Test
    void aFailureOfTheContentLeavesNothingBehind() throws IOException {
        var result = store.store(OWNER, "1.tar.gz", archive -> {
            archive.folder(".");
            throw new IOException("broken tree");
        });

        assertThat(result).isInstanceOf(StoreResult.ContentFailed.class);
        assertThat(contents()).isEmpty();
        assertThat(store.root().resolve(OWNER.folder())).doesNotExist();
    }

    @Test
    void aSingleFileIsStoredAsItIs() throws IOException {
        var artifact = stored(store.storeFile(OWNER, "index-1.yaml", out -> out.write("{}".getBytes(UTF_8))));

        assertThat(read(artifact.path())).isEqualTo("{}");
        assertThat(artifact.size()).isEqualTo(2);
        assertThat(store.problemOf(artifact.path(), artifact.digest())).isEmpty();
    }

    @Test
    void theLatestNameStandsForWhateverWasNamedLast() throws IOException {
        var first = stored(store.storeFile(OWNER, "1.txt", out -> out.write('1')));
        var second = stored(store.storeFile(OWNER, "2.txt", out -> out.write('2')));

        store.nameLatest(OWNER, "latest.txt", first.path());
        assertThat(read(OWNER.path("latest.txt"))).isEqualTo("1");
        store.nameLatest(OWNER, "latest.txt", second.path());
        assertThat(read(OWNER.path("latest.txt"))).isEqualTo("2");
    }

    @Test
    void theLatestNameIsNoArtifactOfItsOwn() throws IOException {
        var only = stored(store.storeFile(OWNER, "1.txt", out -> out.write('1')));
        store.nameLatest(OWNER, "latest.txt", only.path());

        assertThat(store.removeOld(OWNER, Optional.of(only.path()))).isZero();
        assertThat(read(OWNER.path("latest.txt"))).isEqualTo("1");
        assertThat(store.removeAll(OWNER)).isEqualTo(1);
        assertThat(store.root().resolve(OWNER.folder())).doesNotExist();
    }

    private String read(String path) throws IOException {
        try (var in = store.open(path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void o026_noticesThatAFileWasChanged() throws IOException {
        var artifact = stored(store.store(OWNER, "1.tar.gz", files(Map.of("a", "1"))));
        assertThat(store.problemOf(artifact.path(), artifact.digest())).isEmpty();

        Files.writeString(store.root().resolve(artifact.path()), "other");
        assertThat(store.problemOf(artifact.path(), artifact.digest())).isPresent();

        Files.delete(store.root().resolve(artifact.path()));
        assertThat(store.problemOf(artifact.path(), artifact.digest())).contains("it is not in the storage");
    }

    @Test
    void keepsTheCurrentArtifactAndOneMore() throws IOException {
        StoredArtifact last = stored(store.store(OWNER, "0.tar.gz", files(Map.of("a", "0"))));
        for (int i = 1; i < 4; i++) {
            last = stored(store.store(OWNER, i + ".tar.gz", files(Map.of("a", "" + i))));
        }

        assertThat(store.removeOld(OWNER, Optional.of(last.path()))).isEqualTo(2);

        assertThat(store.problemOf(last.path(), last.digest())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void f128_aClockThatJumpsCostsNeverTheCurrentArtifactAndKeepsNoMoreThanAgreed(long seconds) throws IOException {
        StoredArtifact current = stored(store.store(OWNER, "0.tar.gz", files(Map.of("a", "0"))));
        for (int i = 1; i < 4; i++) {
            current = stored(store.store(OWNER, i + ".tar.gz", files(Map.of("a", "" + i))));
        }
        var jumped = FileSystemArtifactStore.open(
                folder.resolve("artifacts"),
                LIMIT,
                new Retention(Duration.ofMinutes(1), 2),
                Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)));

        jumped.removeOld(OWNER, Optional.of(current.path()));

        assertThat(jumped.problemOf(current.path(), current.digest())).isEmpty();
        try (var left = Files.list(store.root().resolve(OWNER.folder()))) {
            assertThat(left.count()).isBetween(1L, 2L);
        }
    }

    @Test
    void removesWhatAKilledProcessLeft() throws IOException {
        var kept = stored(store.store(OWNER, "1.tar.gz", files(Map.of("a", "1"))));
        var halfWritten = Files.writeString(store.root().resolve(".content/.new-x"), "half");
        var withoutName = Files.writeString(store.root().resolve(".content/" + "0".repeat(64)), "never named");
        var halfNamed = store.root().resolve(OWNER.path(".new-x"));
        Files.createSymbolicLink(halfNamed, Path.of("1.tar.gz"));

        open();

        assertThat(halfWritten).doesNotExist();
        assertThat(withoutName).doesNotExist();
        assertThat(Files.isSymbolicLink(halfNamed)).isFalse();
        assertThat(store.problemOf(kept.path(), kept.digest())).isEmpty();
    }

    @Test
    void equalArtifactsTakeRoomOnce() throws IOException {
        var other = new ArtifactOwner("gitrepository", "apps", "copy");
        var first = stored(store.store(OWNER, "1.tar.gz", files(Map.of("a", "1"))));
        var second = stored(store.store(other, "1.tar.gz", files(Map.of("a", "1"))));
        assertThat(contents()).hasSize(1);

        store.removeAll(OWNER);

        assertThat(store.problemOf(first.path(), first.digest())).isPresent();
        assertThat(store.problemOf(second.path(), second.digest())).isEmpty();
        store.removeAll(other);
        assertThat(contents()).isEmpty();
    }

    @Test
    void otherContentUnderTheSameNameReplacesTheFirst() throws IOException {
        stored(store.store(OWNER, "1.tar.gz", files(Map.of("a", "1"))));
        var now = stored(store.store(OWNER, "1.tar.gz", files(Map.of("a", "2"))));

        assertThat(store.problemOf(now.path(), now.digest())).isEmpty();
        assertThat(contents()).hasSize(1);
    }

    @Test
    void damagedContentIsRepairedByStoringItAgain() throws IOException {
        var artifact = stored(store.store(OWNER, "1.tar.gz", files(Map.of("a", "1"))));
        Files.writeString(store.root().resolve(artifact.path()), "other");

        stored(store.store(OWNER, "1.tar.gz", files(Map.of("a", "1"))));

        assertThat(store.problemOf(artifact.path(), artifact.digest())).isEmpty();
    }

    @Test
    void whatWouldBeTooMuchIsRefusedWithTheNameOfTheLimit() throws IOException {
        var small = FileSystemArtifactStore.open(
                folder.resolve("small"), 1000, new Retention(Duration.ofMinutes(1), 2), Clock.systemUTC());
        var before = stored(small.storeFile(OWNER, "1.bin", out -> out.write(new byte[600])));

        var refused =
                small.storeFile(OWNER, "2.bin", out -> out.write("x".repeat(600).getBytes(UTF_8)));

        assertThat(refused).isInstanceOfSatisfying(StoreResult.StorageFailed.class, failed -> {
            assertThat(failed.isOutOfSpace()).isTrue();
            assertThat(failed.why()).contains("capstan.source.storage.max-bytes");
        });
        assertThat(small.problemOf(before.path(), before.digest())).isEmpty();
        small.removeAll(OWNER);
        stored(small.storeFile(OWNER, "2.bin", out -> out.write(new byte[600])));
    }

    private List<Path> contents() throws IOException {
        try (var files = Files.list(store.root().resolve(".content"))) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gitrepository/apps/config/1.tar.gz, true",
        "gitrepository/apps/config2/1.tar.gz, false",
        "gitrepository/other/config/1.tar.gz, false",
        "gitrepository/apps/config/../other/1.tar.gz, false",
        "gitrepository/apps/config, false"
    })
    void anOwnerOwnsTheFilesOfItsFolder(String path, boolean owns) {
        assertThat(OWNER.owns(path)).isEqualTo(owns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "a..b", "", "-x", "A"})
    void anOwnerIsNeverAPath(String name) {
        assertThatThrownBy(() -> new ArtifactOwner("gitrepository", "apps", name))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/gitrepository/../../secret",
                "/gitrepository/apps/%2e%2e%2f%2e%2e/secret",
                "/gitrepository/apps/%252e%252e/secret",
                "/gitrepository/apps/config/..%2f..%2f..%2f..%2fsecret",
                "/gitrepository/apps/config/..%5c..%5csecret",
                "/gitrepository/apps/config",
                "/gitrepository/apps/config/",
                "/gitrepository",
                "//gitrepository/apps/config/1.tar.gz",
                "/gitrepository/apps/config/.new-1",
                "/gitrepository/apps/config/link",
                "/gitrepository/apps/config/absent"
            })
    void o025_servesNothingButArtifacts(String path) throws Exception {
        Files.writeString(folder.resolve("secret"), "s3cret");
        stored(store.store(OWNER, "1.tar.gz", files(Map.of("a", "1"))));
        Files.writeString(store.root().resolve(OWNER.path(".new-1")), "half");
        Files.createSymbolicLink(store.root().resolve(OWNER.path("link")), folder.resolve("secret"));

        var answer = get(path, "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-3", "bytes=-4", "bytes=4-"})
    void answersRanges(String range) throws Exception {
        var artifact = stored(store.store(OWNER, "1.tar.gz", files(Map.of("a", "1"))));
        var whole = Files.readAllBytes(store.root().resolve(artifact.path()));

        var answer = get("/" + artifact.path(), range);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(whole).containsSequence(answer.body());
        assertThat(get("/" + artifact.path(), "").body()).isEqualTo(whole);
        assertThat(get("/" + artifact.path(), "bytes=99999-").statusCode()).isEqualTo(416);
    }

    @Test
    void f125_aDownloadThatHasBegunIsCompleteAlthoughTheFileIsRemoved() throws Exception {
        var noise = new byte[32 << 20]; // more than any buffer on the way
        new Random(1).nextBytes(noise);
        var artifact = stored(store.store(OWNER, "1.tar.gz", archive -> {
            archive.folder(".");
            archive.file("noise", false, noise.length, new ByteArrayInputStream(noise));
        }));
        var digest = MessageDigest.getInstance("SHA-256");
        try (var server = ArtifactServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), store);
                var client = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:" + server.port() + "/" + artifact.path());
            var request = HttpRequest.newBuilder(address).build();
            try (var body = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body()) {
                digest.update(body.readNBytes(1024));

                assertThat(store.removeAll(OWNER)).isEqualTo(1);

                digest.update(body.readAllBytes());
            }
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat("sha256:" + HexFormat.of().formatHex(digest.digest()))
                .isEqualTo(artifact.digest().text());
    }

    private HttpResponse<byte[]> get(String path, String range) throws Exception {
        try (var server = ArtifactServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), store);
                var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
            if (!range.isEmpty()) {
                request.header("Range", range);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static StoredArtifact stored(StoreResult result) {
        assertThat(result).isInstanceOf(StoreResult.Stored.class);
        return ((StoreResult.Stored) result).artifact();
    }

    private static ArchiveContent files(Map<String, String> files) {
        return archive -> {
            archive.folder(".");
            for (var file : new TreeMap<>(files).entrySet()) {
                var bytes = file.getValue().getBytes(UTF_8);
                archive.file(file.getKey(), false, bytes.length, new ByteArrayInputStream(bytes));
            }
        };
    }
}
