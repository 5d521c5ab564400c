package dev.capstan.source.generator.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.archive.TarWriter;
import dev.capstan.source.generator.ArchiveUnpacker;
import dev.capstan.source.generator.ArchiveUnpacker.Unpacked;
import dev.capstan.source.generator.GeneratorLimits;
import dev.capstan.tree.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that lie in a source: whoever may write the source chooses what is in them. */
class TarGzUnpackerTest {
    private static final int TYPE = 156;
    private static final int CHECKSUM = 148;

    @TempDir
    Path folder;

    private ArchiveUnpacker unpacker;

    @BeforeEach
    void prepare() throws IOException {
        unpacker = new TarGzUnpacker(
                folder.resolve("extracted"), new GeneratorLimits(1, 3, 100, 1 << 20, 100, 4 << 20, 1 << 20, 100, 100));
    }

    @Test
    void givesTheFilesOfAnArchive() throws IOException {
        var unpacked = unpacker.unpack(gzip(tar("podinfo/Chart.yaml", "name: podinfo")));

        assertThat(unpacked).isInstanceOfSatisfying(Unpacked.Content.class, content -> {
            assertThat(content.bytes()).isPositive();
            try {
                assertThat(content.files().list("podinfo"))
                        .extracting(Entry::name)
                        .containsExactly("Chart.yaml");
                assertThat(content.files().read("podinfo/Chart.yaml"))
                        .asString()
                        .isEqualTo("name: podinfo");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/x", "a/../../x", "..\\x"})
    void o016_pathsThatLeadOutsideAreRefused(String path) throws IOException {
        assertRefused(gzip(tar(path, "x")), "entry ");
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2'})
    void o017_linksAreRefused(char type) throws IOException {
        assertRefused(gzip(withType(tar("link", ""), type)), "entry 'link' is a link");
    }

    @Test
    void o018_bombsStopAtTheLimitAndLeaveNoFile() throws IOException {
        assertRefused(gzip(new byte[5 << 20]), "an unpacked archive may have 4194304 bytes");
        assertRefused(gzip(tar("a", "1", "b", "2", "c", "3", "d", "4")), "an archive may have 3 entries");
        assertRefused(gzip(gzip(tar("a", "1"))), "cut off");
        try (var files = Files.list(folder.resolve("extracted"))) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {'3', '4', '6'})
    void o019_devicesAndPipesAreRefused(char type) throws IOException {
        assertRefused(gzip(withType(tar("odd", ""), type)), "entry 'odd' is neither a file nor a folder");
    }

    @Test
    void whatIsNotAnArchiveIsRefused() {
        assertRefused("name: no archive".getBytes(StandardCharsets.UTF_8), "not a gzip file, or cut off");
    }

    private void assertRefused(byte[] archive, String why) {
        assertThat(unpacker.unpack(archive))
                .isInstanceOfSatisfying(
                        Unpacked.Refused.class,
                        refused -> assertThat(refused.why()).contains(why));
    }

    private static byte[] tar(String... pathsAndContents) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarWriter(bytes)) {
            for (int i = 0; i < pathsAndContents.length; i += 2) {
                var content = pathsAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
                tar.file(pathsAndContents[i], false, content.length, new ByteArrayInputStream(content));
            }
        }
        return bytes.toByteArray();
    }

    /** The first entry becomes something else, with a checksum that is right. */
    private static byte[] withType(byte[] tar, char type) {
        int difference = type - tar[TYPE];
        tar[TYPE] = (byte) type;
        int sum = Integer.parseInt(new String(tar, CHECKSUM, 6, StandardCharsets.US_ASCII), 8) + difference;
        var digits = "%06o".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, tar, CHECKSUM, digits.length);
        return tar;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(bytes)) {
            zipped.write(content);
        }
        return bytes.toByteArray();
    }
}
