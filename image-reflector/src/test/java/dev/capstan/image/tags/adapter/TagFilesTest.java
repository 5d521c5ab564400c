package dev.capstan.image.tags.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.tags.TagSetKey;
import dev.capstan.image.tags.TagStore;
import dev.capstan.image.tags.TagStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagFilesTest extends TagStoreContract {
    @TempDir
    private Path folder;

    private TagFiles files;

    @BeforeEach
    void open() throws IOException {
        files = TagFiles.open(folder);
    }

    @Override
    protected TagStore store() {
        return files;
    }

    @Test
    void surviveARestart() throws IOException {
        files.put(APP, List.of("2.0.0", "1.0.0"));

        assertThat(TagFiles.open(folder).find(APP)).contains(List.of("2.0.0", "1.0.0"));
    }

    @Test
    void whatWasNotFinishedIsGoneAfterARestart() throws IOException {
        Files.writeString(folder.resolve("tags123.part"), "half");

        files = TagFiles.open(folder);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileWithAnyByteChangedIsScannedAgain() throws IOException {
        files.put(APP, List.of("2.0.0", "1.0.0"));
        Path file = onlyFile();
        byte[] intact = Files.readAllBytes(file);

        for (int i = 0; i < intact.length; i++) {
            byte[] damaged = intact.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            assertThat(files.find(APP)).as("byte " + i).isEmpty();
        }
    }

    @Test
    void aFileThatWasCutIsScannedAgain() throws IOException {
        files.put(APP, List.of("2.0.0", "1.0.0"));
        Path file = onlyFile();
        byte[] intact = Files.readAllBytes(file);

        for (int length = 0; length < intact.length; length++) {
            Files.write(file, Arrays.copyOf(intact, length));
            assertThat(files.find(APP)).as(length + " bytes").isEmpty();
        }
    }

    @Test
    void whatCannotBeWrittenLeavesWhatWasThere() throws IOException {
        files.put(APP, List.of("1.0.0"));
        Path file = onlyFile();
        byte[] before = Files.readAllBytes(file);
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));

        assertThatThrownBy(() -> files.put(APP, List.of("2.0.0"))).isInstanceOf(IOException.class);

        Files.delete(file.resolve("in the way"));
        Files.delete(file);
        Files.write(file, before);
        assertThat(files.find(APP)).contains(List.of("1.0.0"));
        assertThat(onlyFile()).isEqualTo(file);
    }

    @Test
    void aHundredThousandTagsTakeLittleRoom() throws IOException {
        var tags = IntStream.range(0, 100_000)
                .mapToObj(i -> "main-" + Integer.toHexString(i * 31) + "-" + (1_700_000_000 + i))
                .toList();
        files.put(APP, tags);

        assertThat(files.find(APP)).contains(tags);
        assertThat(Files.size(onlyFile())).isLessThan(1L << 20);
    }

    @Test
    void namesOfObjectsDoNotLeadOutOfTheFolder() throws IOException {
        var longest = new TagSetKey(new ObjectKey("n".repeat(63), "a".repeat(253)), "registry.example/app", List.of());
        var climbing = new TagSetKey(new ObjectKey("..", "../../x"), "registry.example/app", List.of());
        files.put(longest, List.of("1"));
        files.put(climbing, List.of("2"));

        assertThat(files.find(longest)).contains(List.of("1"));
        assertThat(files.find(climbing)).contains(List.of("2"));
        try (var all = Files.list(folder)) {
            assertThat(all).hasSize(2);
        }
    }

    private Path onlyFile() throws IOException {
        try (var all = Files.list(folder)) {
            var found = all.toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }
}
