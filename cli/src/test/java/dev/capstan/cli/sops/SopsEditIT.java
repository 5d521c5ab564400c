package dev.capstan.cli.sops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits with programs in place of people. */
class SopsEditIT {
    private static final String PLAIN = "a: 1\nb: hello\n";

    @TempDir
    private Path folder;

    private SopsFolder files = SopsFolder.in(Path.of(""));

    @BeforeEach
    void write() {
        files = SopsFolder.in(folder);
        files.encrypted("e.yaml", PLAIN);
    }

    /** An editor that notes which file it got, and does something with it. */
    private SopsFolder withEditor(String action) {
        return files.with(
                "EDITOR", files.script("editor", "echo \"$1\" >> " + folder.resolve("paths") + "\n" + action));
    }

    private List<Path> paths() throws IOException {
        return Files.readAllLines(folder.resolve("paths")).stream()
                .map(Path::of)
                .toList();
    }

    @Test
    void whatIsSavedIsEncryptedAndThePlainFileIsPrivateAndGoes() throws IOException {
        var result = withEditor("stat -c '%a' \"$1\" \"$(dirname \"$1\")\"; sed -i s/hello/bye/ \"$1\"")
                .sops("edit", "e.yaml");

        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.text()).isEqualTo("600\n700\n");
        assertThat(files.decrypted("e.yaml")).isEqualTo("a: 1\nb: bye\n");
        assertThat(paths().getFirst().getParent()).doesNotExist();
        assertThat(paths().getFirst().getFileName()).hasToString("e.yaml");
    }

    @Test
    void whereThereIsStorageInMemoryThePlainFileIsThere() throws IOException {
        Assumptions.assumeTrue(PlainFolder.isInMemory(Path.of("/dev/shm")));

        withEditor("true").sops("edit", "e.yaml");

        assertThat(paths().getFirst()).startsWithRaw(Path.of("/dev/shm"));
    }

    @Test
    void anUnchangedFileAndAFailedEditorLeaveEverythingAsItWas() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("e.yaml"));

        assertThat(withEditor("true").sops("edit", "e.yaml").exit()).isEqualTo(200);
        assertThat(withEditor("echo x: 1 > \"$1\"; kill -9 $$")
                        .sops("edit", "e.yaml")
                        .exit())
                .isEqualTo(201);
        assertThat(files.with("EDITOR", "/none").sops("edit", "e.yaml").exit()).isEqualTo(201);

        assertThat(folder.resolve("e.yaml")).hasBinaryContent(before);
        assertThat(paths())
                .hasSize(2)
                .allSatisfy(path -> assertThat(path.getParent()).doesNotExist());
    }

    @Test
    void aBrokenEditIsOfferedAgain() throws IOException {
        var editor = withEditor(
                "if grep -q broken \"$1\"; then echo 'b: mended' > \"$1\"; else echo 'broken: [' > \"$1\"; fi");

        var result = editor.capstan().run("\n".getBytes(StandardCharsets.UTF_8), "sops", "edit", "e.yaml");

        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.err()).contains("Nothing is lost: press Enter");
        assertThat(files.decrypted("e.yaml")).isEqualTo("b: mended\n");
        assertThat(paths().get(0)).isEqualTo(paths().get(1));
    }

    @Test
    void withNobodyToAskTheSameBrokenEditTwiceIsTheEnd() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("e.yaml"));

        var result = withEditor("echo 'broken: [' > \"$1\"").sops("edit", "e.yaml");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(paths())
                .hasSize(2)
                .allSatisfy(path -> assertThat(path.getParent()).doesNotExist());
        assertThat(folder.resolve("e.yaml")).hasBinaryContent(before);
    }

    @Test
    void aFileThatSomebodyElseChangedMeanwhileIsNotOverwritten() throws IOException {
        var result = withEditor("echo 'b: mine' > \"$1\"; echo 'b: theirs' > " + folder.resolve("e.yaml"))
                .sops("edit", "e.yaml");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("was changed by somebody else meanwhile");
        assertThat(folder.resolve("e.yaml")).hasContent("b: theirs");
    }

    @Test
    void aNewFileBeginsWithAnExample() throws IOException {
        String age = files.key().recipient();

        assertThat(withEditor("true").sops("edit", "--age", age, "new.json").exit())
                .isEqualTo(200);
        assertThat(folder.resolve("new.json")).doesNotExist();
        assertThat(withEditor("sed -i s/somebody/me/ \"$1\"")
                        .sops("--age", age, "new.json")
                        .exit())
                .isZero();

        assertThat(files.decrypted("new.json")).contains("\"username\": \"me\"");
        assertThat(files.sops("edit", "other.yaml").exit()).isEqualTo(1);
    }

    @Test
    void aSignalEndsTheEditorAndRemovesThePlainFile() throws Exception {
        var editor = withEditor("echo $$ > " + folder.resolve("pid") + "\nexec sleep 300");
        Process command = editor.capstan()
                .builder("sops", "edit", "e.yaml")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(folder.resolve("pid"))
                            && !Files.readString(folder.resolve("pid")).isBlank());
            long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
            assertThat(paths().getFirst()).exists();

            command.destroy();

            assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(paths().getFirst().getParent()).doesNotExist();
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        } finally {
            command.destroyForcibly();
        }
    }
}
