package dev.capstan.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random archives against another implementation of tar: what we write it reads, and what it writes we read. */
class OtherTarToolsTest {
    private static final String[] NAMES = {"a", "app", "größe", "x y", "日本", "n".repeat(101), "long-".repeat(40), ".hid"
    };

    @TempDir
    Path folder;

    private record Content(byte[] bytes, boolean isExecutable) {}

    @Test
    void readsWhatWeWrite() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            var files = randomFiles(new Random(seed));

            assertSame(files, byCommonsCompress(written(files)), seed);
        }
    }

    @Test
    void weReadWhatItWrites() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var files = randomFiles(random);

            assertSame(files, byUs(writtenByCommonsCompress(files, random.nextBoolean())), seed);
        }
    }

    @Test
    void whatWeWriteWeRead() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            var files = randomFiles(new Random(seed));

            assertSame(files, byUs(written(files)), seed);
        }
    }

    /** Damaged archives: whatever we accept, the other one reads with the same files. */
    @Test
    void acceptsNoDamageThatTheOtherReadsDifferently() throws IOException {
        int accepted = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            byte[] tar = written(randomFiles(random));
            tar[random.nextInt(tar.length)] ^= (byte) (1 << random.nextInt(8));

            byte[] archive = zipped(tar);
            if (reader().read(new ByteArrayInputStream(archive), Digest.sha256(archive))
                    instanceof ArchiveReader.Result.Read(var tree)) {
                accepted++;
                assertSame(filesOf(tree), byCommonsCompress(tar), seed);
            }
        }
        assertThat(accepted).as("damage inside of contents").isPositive();
    }

    private static Map<String, Content> randomFiles(Random random) {
        var files = new TreeMap<String, Content>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            var path = new StringBuilder();
            for (int depth = random.nextInt(4); depth > 0; depth--) {
                path.append("d").append(NAMES[random.nextInt(NAMES.length)]).append('/');
            }
            path.append("f").append(NAMES[random.nextInt(NAMES.length)]);
            byte[] bytes = new byte[random.nextInt(1_200)];
            random.nextBytes(bytes);
            files.put(path.toString(), new Content(bytes, random.nextBoolean()));
        }
        return files;
    }

    private static byte[] written(Map<String, Content> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarWriter(bytes)) {
            for (var file : files.entrySet()) {
                var content = file.getValue();
                tar.file(
                        file.getKey(),
                        content.isExecutable(),
                        content.bytes().length,
                        new ByteArrayInputStream(content.bytes()));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] writtenByCommonsCompress(Map<String, Content> files, boolean isGnu) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(isGnu ? TarArchiveOutputStream.LONGFILE_GNU : TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(!isGnu);
            for (var file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().bytes().length);
                entry.setMode(file.getValue().isExecutable() ? 0755 : 0644);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue().bytes());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, Content> byCommonsCompress(byte[] tar) throws IOException {
        var files = new TreeMap<String, Content>();
        try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isFile()) {
                    files.put(entry.getName(), new Content(in.readAllBytes(), (entry.getMode() & 0100) != 0));
                }
            }
        }
        return files;
    }

    private Map<String, Content> byUs(byte[] tar) throws IOException {
        byte[] archive = zipped(tar);
        var result = reader().read(new ByteArrayInputStream(archive), Digest.sha256(archive));
        assertThat(result).isInstanceOf(ArchiveReader.Result.Read.class);
        return filesOf(((ArchiveReader.Result.Read) result).tree());
    }

    private ArchiveReader reader() {
        return new ArchiveReader(folder, new ArchiveLimits(1 << 20, 4 << 20, 100));
    }

    private static Map<String, Content> filesOf(ArchiveTree tree) throws IOException {
        var files = new TreeMap<String, Content>();
        addFiles(tree, "", files);
        return files;
    }

    private static void addFiles(ArchiveTree tree, String path, Map<String, Content> files) throws IOException {
        for (Entry entry : tree.list(path)) {
            String child = path.isEmpty() ? entry.name() : path + "/" + entry.name();
            if (entry.kind() == EntryKind.DIRECTORY) {
                addFiles(tree, child, files);
            } else {
                files.put(child, new Content(tree.read(child), tree.isExecutable(child)));
            }
        }
    }

    private static void assertSame(Map<String, Content> expected, Map<String, Content> actual, int seed) {
        assertThat(actual.keySet()).as("paths of seed %d", seed).isEqualTo(expected.keySet());
        actual.forEach((path, content) -> assertThat(expected)
                .as("'%s' of seed %d", path, seed)
                .hasEntrySatisfying(path, wanted -> {
                    assertThat(content.bytes()).isEqualTo(wanted.bytes());
                    assertThat(content.isExecutable()).isEqualTo(wanted.isExecutable());
                }));
    }

    private static byte[] zipped(byte[] tar) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zipped = new GZIPOutputStream(bytes)) {
            zipped.write(tar);
        }
        return bytes.toByteArray();
    }
}
