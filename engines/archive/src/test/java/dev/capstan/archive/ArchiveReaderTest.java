package dev.capstan.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.archive.ArchiveReader.Result.NotRead;
import dev.capstan.archive.ArchiveReader.Result.Read;
import dev.capstan.archive.zstd.ReferenceZstd;
import dev.capstan.digest.Digest;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {

    private static final ArchiveLimits SMALL = new ArchiveLimits(1 << 20, 4 << 20, 100);

    @TempDir
    Path folder;

    @Test
    void readsFilesAndFoldersInPlace() throws IOException {
        ArchiveTree content = content(new TarGz()
                .folder("./")
                .folder("app/")
                .file("./app/a.yaml", "a: 1")
                .file("app/sub/b.yaml", "")
                .file("c.yaml", "c: ä"));

        assertThat(content.list(""))
                .containsExactly(new Entry("app", EntryKind.DIRECTORY), new Entry("c.yaml", EntryKind.FILE));
        assertThat(content.list("app")).extracting(Entry::name).containsExactly("a.yaml", "sub");
        assertThat(content.kind("missing")).isEqualTo(EntryKind.ABSENT);
        assertThat(content.read("app/a.yaml")).isEqualTo("a: 1".getBytes());
        assertThat(content.open("app/a.yaml")).hasBinaryContent("a: 1".getBytes());
        assertThat(content.size("app/sub/b.yaml")).isZero();
        assertThat(content.fingerprint("app/sub/b.yaml"))
                .isEqualTo(Digest.sha256("").toString());
        assertThatThrownBy(() -> content.read("missing")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> content.open("missing")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void readsLongPaths() throws IOException {
        String path = "deep/".repeat(100) + "file.yaml";

        assertThat(content(new TarGz().paxFile(path, "x")).read(path)).isEqualTo("x".getBytes());
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
        assertThat(read(new TarGz().file(name, "x"))).isInstanceOf(NotRead.class);
    }

    @Test
    void o017_linksAreRefused() throws IOException {
        byte[] none = new byte[0];

        assertThat(failure(new TarGz().entry("link", '2', "/etc", none).file("link/passwd", "x")))
                .isEqualTo(new ArchiveFailure.Refused("entry 'link' is a link"));
        assertThat(failure(new TarGz().entry("hard", '1', "../x", none).file("hard", "x")))
                .isEqualTo(new ArchiveFailure.Refused("entry 'hard' is a link"));
        assertThat(failure(new TarGz().file("a", "x").file("a/b", "y"))).isInstanceOf(ArchiveFailure.Refused.class);
    }

    @Test
    void o017_linksAreLeftOutOnDemandAndNothingGoesThroughThem() throws IOException {
        byte[] none = new byte[0];
        byte[] archive = new TarGz()
                .entry("././@LongLink", 'K', "", "/etc/long".getBytes())
                .entry("link", '2', "/etc", none)
                .file("link/passwd", "x")
                .bytes();

        assertThat(readLeavingOutLinks(archive))
                .isInstanceOfSatisfying(
                        Read.class,
                        read -> assertThat(read.tree().list(""))
                                .containsExactly(new Entry("link", EntryKind.DIRECTORY)));
        assertThat(readLeavingOutLinks(
                        new TarGz().entry("hard", '1', "../x", none).bytes()))
                .isInstanceOf(NotRead.class);
    }

    private ArchiveReader.Result readLeavingOutLinks(byte[] archive) throws IOException {
        return new ArchiveReader(folder, SMALL)
                .leavingOutLinks()
                .read(new ByteArrayInputStream(archive), Digest.sha256(archive));
    }

    @Test
    void o018_bombsStopAtTheLimitAndLeaveNoFile() throws IOException {
        byte[] bomb = TarGz.gzip(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);

        assertThat(failure(bomb)).isInstanceOf(ArchiveFailure.LimitExceeded.class);
        assertThat(failure(new TarGz().file("a", "x".repeat(5 << 20))))
                .isInstanceOf(ArchiveFailure.LimitExceeded.class);
        assertThat(failure(new TarGz().entryOfSize("huge", '0', "", new byte[0], 1L << 32)))
                .isInstanceOf(ArchiveFailure.Refused.class);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void zstdIsReadOnlyOnDemand() throws IOException {
        byte[] archive =
                ReferenceZstd.compress(new TarGz().file("app/a.yaml", "a: 1").tar(), 3);

        assertThat(failure(archive)).isEqualTo(new ArchiveFailure.Refused("not a gzip file, or cut off"));
        assertThat(readWithZstd(archive))
                .isInstanceOfSatisfying(
                        Read.class,
                        read -> assertThat(read.tree().kind("app/a.yaml")).isEqualTo(EntryKind.FILE));
        assertThat(readWithZstd(new TarGz().file("a", "b").bytes())).isInstanceOf(Read.class);
    }

    @Test
    void whatIsNotCompressedIsReadOnlyOnDemand() throws IOException {
        byte[] archive = new TarGz().file("app/a.yaml", "a: 1").tar();

        assertThat(failure(archive)).isEqualTo(new ArchiveFailure.Refused("not a gzip file, or cut off"));
        assertThat(readAny(archive))
                .isInstanceOfSatisfying(
                        Read.class, read -> assertThat(read.tree().list("app")).hasSize(1));
        assertThat(readAny(new TarGz().file("a", "b").bytes())).isInstanceOf(Read.class);
    }

    @Test
    void o018_zstdBombsStopAtTheLimitAndLeaveNoFile() throws IOException {
        byte[] bomb = ReferenceZstd.compress(new byte[64 << 20], 19);
        assertThat(bomb.length).isLessThan(1 << 14);

        for (byte[] archive : List.of(bomb, ReferenceZstd.compress(new byte[5 << 20], 3))) {
            assertThat(readWithZstd(archive))
                    .isEqualTo(new NotRead(
                            new ArchiveFailure.LimitExceeded("an unpacked archive may have 4194304 bytes")));
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void damagedZstdIsRefusedAndNestedIsNotUnpackedTwice() throws IOException {
        byte[] tar = new TarGz().file("a", "b").tar();
        byte[] archive = ReferenceZstd.compress(tar, 3);
        byte[] damaged = archive.clone();
        damaged[damaged.length - 1] ^= 1;

        assertThat(readWithZstd(damaged))
                .isEqualTo(new NotRead(new ArchiveFailure.Refused("a damaged zstd file: a checksum is wrong")));
        assertThat(readWithZstd(Arrays.copyOf(archive, archive.length - 5)))
                .isEqualTo(new NotRead(new ArchiveFailure.Refused("not a gzip file and not a zstd file, or cut off")));
        for (byte[] other : List.of("hello".getBytes(), new byte[0], tar, ReferenceZstd.compress(archive, 3))) {
            assertThat(readWithZstd(other)).isInstanceOf(NotRead.class);
        }
    }

    private ArchiveReader.Result readAny(byte[] archive) throws IOException {
        return new ArchiveReader(folder, SMALL).readingAny().read(new ByteArrayInputStream(archive), digestOf(archive));
    }

    private ArchiveReader.Result readWithZstd(byte[] archive) throws IOException {
        return new ArchiveReader(folder, SMALL)
                .readingZstd()
                .read(new ByteArrayInputStream(archive), digestOf(archive));
    }

    @Test
    void o018_entriesAndDownloadAreLimited() throws IOException {
        var many = new TarGz();
        for (int i = 0; i < 101; i++) {
            many.file("f" + i, "");
        }
        byte[] noise = new byte[2 << 20];
        new Random(1).nextBytes(noise);

        assertThat(failure(many)).isEqualTo(new ArchiveFailure.LimitExceeded("an archive may have 100 entries"));
        assertThat(failure(TarGz.gzip(noise))).isInstanceOf(ArchiveFailure.LimitExceeded.class);
    }

    @ParameterizedTest
    @ValueSource(chars = {'3', '4', '6', '7', 'S'})
    void o019_specialEntriesAreRefused(char type) throws IOException {
        assertThat(failure(new TarGz().entry("dev", type, "", new byte[0]))).isInstanceOf(ArchiveFailure.Refused.class);
    }

    @Test
    void o026_changedBytesAreRefused() throws IOException {
        byte[] archive = new TarGz().file("a", "b").bytes();
        byte[] changed = new TarGz().file("a", "c").bytes();

        var access = new ArchiveReader(folder, SMALL).read(new ByteArrayInputStream(changed), digestOf(archive));

        assertThat(access)
                .isEqualTo(new NotRead(new ArchiveFailure.DigestMismatch(digestOf(archive), digestOf(changed))));
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
        assertThat(failure("hello".getBytes())).isInstanceOf(ArchiveFailure.Refused.class);
        assertThat(failure(new byte[0])).isInstanceOf(ArchiveFailure.Refused.class);
        byte[] whole = new TarGz().file("a", "b").bytes();
        assertThat(failure(Arrays.copyOf(whole, whole.length - 10))).isInstanceOf(ArchiveFailure.Refused.class);
    }

    private ArchiveTree content(TarGz archive) throws IOException {
        return ((Read) access(archive.bytes())).tree();
    }

    private ArchiveReader.Result read(TarGz archive) throws IOException {
        return access(archive.bytes());
    }

    private ArchiveFailure failure(TarGz archive) throws IOException {
        return failure(archive.bytes());
    }

    private ArchiveFailure failure(byte[] archive) throws IOException {
        return ((NotRead) access(archive)).failure();
    }

    private ArchiveReader.Result access(byte[] archive) throws IOException {
        return new ArchiveReader(folder, SMALL).read(new ByteArrayInputStream(archive), digestOf(archive));
    }

    private static Digest digestOf(byte[] archive) {
        return Digest.sha256(archive);
    }
}
