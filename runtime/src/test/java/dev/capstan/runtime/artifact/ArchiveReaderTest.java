package dev.capstan.runtime.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.runtime.artifact.ArtifactAccess.Available;
import dev.capstan.runtime.artifact.ArtifactAccess.NotAvailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {

    private static final ArtifactLimits SMALL = new ArtifactLimits(1 << 20, 4 << 20, 100, 8 << 20);

    @TempDir
    Path folder;

    @Test
    void readsFilesAndFoldersInPlace() throws IOException {
        ArtifactContent content = content(new TarGz()
                .folder("./")
                .folder("app/")
                .file("./app/a.yaml", "a: 1")
                .file("app/sub/b.yaml", "")
                .file("c.yaml", "c: ä"));

        assertThat(content.names("")).containsExactly("app", "c.yaml");
        assertThat(content.names("app")).containsExactly("a.yaml", "sub");
        assertThat(content.isFolder("app/sub")).isTrue();
        assertThat(content.isFile("app/a.yaml")).isTrue();
        assertThat(content.read("app/a.yaml")).hasValue("a: 1".getBytes());
        assertThat(content.read("app/sub/b.yaml")).hasValue(new byte[0]);
        assertThat(content.read("missing")).isEmpty();
        assertThat(content.fingerprint("app/sub/b.yaml"))
                .contains("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void readsLongPaths() throws IOException {
        String path = "deep/".repeat(100) + "file.yaml";

        assertThat(content(new TarGz().paxFile(path, "x")).read(path)).hasValue("x".getBytes());
    }

    @Test
    void leavesNothingBehindOnDisk() throws IOException {
        content(new TarGz().file("a", "b"));

        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/x", "a/../../x", "..\\x", "a\\b", ".."})
    void o016_pathsThatLeaveTheArchiveAreRefused(String name) throws IOException {
        assertThat(read(new TarGz().file(name, "x"))).isInstanceOf(NotAvailable.class);
    }

    @Test
    void o017_linksAreRefused() throws IOException {
        byte[] none = new byte[0];

        assertThat(failure(new TarGz().entry("link", '2', "/etc", none).file("link/passwd", "x")))
                .isEqualTo(new ArtifactFailure.ArchiveRefused("entry 'link' is a link"));
        assertThat(failure(new TarGz().entry("hard", '1', "../x", none).file("hard", "x")))
                .isEqualTo(new ArtifactFailure.ArchiveRefused("entry 'hard' is a link"));
        assertThat(failure(new TarGz().file("a", "x").file("a/b", "y")))
                .isInstanceOf(ArtifactFailure.ArchiveRefused.class);
    }

    @Test
    void o018_bombsStopAtTheLimitAndLeaveNoFile() throws IOException {
        byte[] bomb = TarGz.gzip(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);

        assertThat(failure(bomb)).isInstanceOf(ArtifactFailure.LimitExceeded.class);
        assertThat(failure(new TarGz().file("a", "x".repeat(5 << 20))))
                .isInstanceOf(ArtifactFailure.LimitExceeded.class);
        assertThat(failure(new TarGz().entryOfSize("huge", '0', "", new byte[0], 1L << 32)))
                .isInstanceOf(ArtifactFailure.ArchiveRefused.class);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void o018_entriesAndDownloadAreLimited() throws IOException {
        var many = new TarGz();
        for (int i = 0; i < 101; i++) {
            many.file("f" + i, "");
        }
        byte[] noise = new byte[2 << 20];
        new Random(1).nextBytes(noise);

        assertThat(failure(many)).isEqualTo(new ArtifactFailure.LimitExceeded("an archive may have 100 entries"));
        assertThat(failure(TarGz.gzip(noise))).isInstanceOf(ArtifactFailure.LimitExceeded.class);
    }

    @ParameterizedTest
    @ValueSource(chars = {'3', '4', '6', '7', 'S'})
    void o019_specialEntriesAreRefused(char type) throws IOException {
        assertThat(failure(new TarGz().entry("dev", type, "", new byte[0])))
                .isInstanceOf(ArtifactFailure.ArchiveRefused.class);
    }

    @Test
    void o026_changedBytesAreRefused() throws IOException {
        byte[] archive = new TarGz().file("a", "b").bytes();
        byte[] changed = new TarGz().file("a", "c").bytes();

        var access = new ArchiveReader(folder, SMALL).read(new ByteArrayInputStream(changed), digestOf(archive));

        assertThat(access)
                .isEqualTo(new NotAvailable(new ArtifactFailure.DigestMismatch(digestOf(archive), digestOf(changed))));
    }

    @Test
    void oddDigestsAreRefused() throws IOException {
        byte[] archive = new TarGz().file("a", "b").bytes();

        for (String digest : new String[] {"", "md5:abc", "sha256:zz", "sha512:" + "0".repeat(64), "sha256:../x"}) {
            assertThat(new ArchiveReader(folder, SMALL).read(new ByteArrayInputStream(archive), digest))
                    .isInstanceOf(NotAvailable.class);
        }
    }

    @Test
    void randomDamageNeverEscapesAsAnException() throws IOException {
        byte[] tar = new TarGz()
                .file("a/b.yaml", "x: 1")
                .paxFile("long/path", "y")
                .folder("c")
                .tar();
        var random = new Random(20261122);

        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = tar.clone();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            byte[] archive = TarGz.gzip(random.nextBoolean() ? damaged : cut);

            assertThat(access(archive)).isNotNull();
        }
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        assertThat(failure("hello".getBytes())).isInstanceOf(ArtifactFailure.ArchiveRefused.class);
        assertThat(failure(new byte[0])).isInstanceOf(ArtifactFailure.ArchiveRefused.class);
        byte[] whole = new TarGz().file("a", "b").bytes();
        assertThat(failure(Arrays.copyOf(whole, whole.length - 10))).isInstanceOf(ArtifactFailure.ArchiveRefused.class);
    }

    private ArtifactContent content(TarGz archive) throws IOException {
        return ((Available) access(archive.bytes())).content();
    }

    private ArtifactAccess read(TarGz archive) throws IOException {
        return access(archive.bytes());
    }

    private ArtifactFailure failure(TarGz archive) throws IOException {
        return failure(archive.bytes());
    }

    private ArtifactFailure failure(byte[] archive) throws IOException {
        return ((NotAvailable) access(archive)).failure();
    }

    private ArtifactAccess access(byte[] archive) throws IOException {
        return new ArchiveReader(folder, SMALL).read(new ByteArrayInputStream(archive), digestOf(archive));
    }

    private static String digestOf(byte[] archive) {
        return Digests.sha256(archive);
    }
}
