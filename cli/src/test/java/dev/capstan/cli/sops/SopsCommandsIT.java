package dev.capstan.cli.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.cli.CapstanProcess;
import dev.capstan.testkit.sops.SopsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes, beside the real program where it can be built. */
class SopsCommandsIT {
    private static final String PLAIN = "a: 1\nb: hello\nc:\n    d: true\n";

    @TempDir
    private Path folder;

    private SopsFolder files = SopsFolder.in(Path.of(""));

    @BeforeEach
    void write() {
        files = SopsFolder.in(folder);
        files.write("p.yaml", PLAIN);
        files.write("bad.yaml", "a: [");
        files.write("empty.yaml", "");
        files.write(
                "ruled/.sops.yaml",
                "creation_rules:\n- path_regex: secret\n  age: " + files.key().recipient()
                        + "\n  encrypted_regex: ^b$\n");
        files.write("ruled/secret.yaml", PLAIN);
        files.write("ruled/other.yaml", PLAIN);
    }

    private CapstanProcess.Result sops(String... words) {
        return files.sops(words);
    }

    private Path encrypted(String name) {
        return files.encrypted(name, PLAIN);
    }

    @Test
    void whatWasEncryptedInPlaceIsDecryptedInPlaceAndKeepsItsPermissions() throws IOException {
        Path file = folder.resolve("p.yaml");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(sops("encrypt", "-i", "--age", files.key().recipient(), "p.yaml")
                        .exit())
                .isZero();
        assertThat(file)
                .content()
                .contains("ENC[AES256_GCM,", files.key().recipient())
                .doesNotContain("hello");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");

        assertThat(sops("decrypt", "-i", "p.yaml").exit()).isZero();
        assertThat(file).hasContent(PLAIN);
        assertThat(Files.list(folder)).noneMatch(it -> it.toString().endsWith(".tmp"));
    }

    @Test
    void rulesAreThoseOfTheNearestConfiguration() throws IOException {
        var result = sops("encrypt", "ruled/secret.yaml");

        assertThat(result.text()).contains("a: 1\n", "b: ENC[", "encrypted_regex: ^b$");
        assertThat(sops("encrypt", "--config", "ruled/.sops.yaml", "--filename-override", "secret.yaml", "p.yaml")
                        .text())
                .contains("a: 1\n", "b: ENC[");
    }

    @Test
    void theOldWordsWork() {
        encrypted("e.yaml");

        assertThat(sops("-d", "e.yaml").text()).isEqualTo(PLAIN);
        assertThat(sops("-d", "--extract", "[\"c\"]", "e.yaml").text()).isEqualTo("d: true\n");
        assertThat(sops("-e", "--age", files.key().recipient(), "p.yaml").text())
                .contains("b: ENC[");
    }

    @Test
    void keysThatOthersCanReadAreWarnedOf() throws IOException {
        encrypted("e.yaml");
        Path keys = folder.resolve("keys.txt");
        Files.writeString(keys, files.key().secretKey() + "\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
        var withFile = new CapstanProcess(folder, Map.of("SOPS_AGE_KEY_FILE", keys.toString()));

        var result = withFile.run("sops", "decrypt", "e.yaml");

        assertThat(result.text()).isEqualTo(PLAIN);
        assertThat(result.err()).contains("keys.txt holds private keys and can be read by others");
    }

    @Test
    void keysComeFromACommandThatIsToldTheRecipient() throws IOException {
        encrypted("e.yaml");
        Files.writeString(folder.resolve("key file"), files.key().secretKey() + "\n");
        var byCommand = new CapstanProcess(
                folder,
                Map.of(
                        "SOPS_AGE_KEY_CMD",
                        "sh -c 'test \"$SOPS_AGE_RECIPIENT\" = " + files.key().recipient() + " && cat \"key file\"'"));

        assertThat(byCommand.run("sops", "decrypt", "e.yaml").text()).isEqualTo(PLAIN);
    }

    @Test
    void withoutAKeyItIsSaidWhichRecipientsCouldAndWhereKeysWereLookedFor() {
        encrypted("e.yaml");

        var result = new CapstanProcess(folder, Map.of()).run("sops", "decrypt", "e.yaml");

        assertThat(result.exit()).isEqualTo(128);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(files.key().recipient(), "SOPS_AGE_KEY_FILE", "keys.txt");
    }

    /** The same words to both programs: the same exit code and, when they print plain text, the same output. */
    @Test
    void exitCodesAndPlainTextAreThoseOfTheRealProgram() throws IOException {
        Path real = SopsProgram.orSkip();
        encrypted("e.yaml");
        String text = Files.readString(folder.resolve("e.yaml"));
        Files.writeString(folder.resolve("mac.yaml"), text.replaceAll("\"20\\d\\d-", "\"2001-"));
        Files.writeString(folder.resolve("nomac.yaml"), text.replaceAll("(?m)^    mac: .*\n", ""));
        Files.writeString(folder.resolve("noext"), text);
        String age = files.key().recipient();
        var words = List.of(
                List.of("decrypt", "e.yaml"),
                List.of("decrypt", "--output-type", "json", "e.yaml"),
                List.of("decrypt", "--extract", "[\"b\"]", "e.yaml"),
                List.of("decrypt", "--extract", "[\"c\"]", "e.yaml"),
                List.of("decrypt", "--extract", "[\"x\"]", "e.yaml"),
                List.of("decrypt", "--extract", "x", "e.yaml"),
                List.of("decrypt", "--input-type", "yaml", "noext"),
                List.of("decrypt", "--input-type", "yaml", "--output-type", "dotenv", "noext"),
                List.of("decrypt", "none.yaml"),
                List.of("decrypt", "ruled"),
                List.of("decrypt", "p.yaml"),
                List.of("decrypt", "mac.yaml"),
                List.of("decrypt", "nomac.yaml"),
                List.of("decrypt", "--ignore-mac", "mac.yaml"),
                List.of("decrypt", "-i", "--output", "x", "e.yaml"),
                List.of("decrypt", "--output", "none/x", "e.yaml"),
                List.of("decrypt", "-i"),
                List.of("encrypt", "p.yaml"),
                List.of("encrypt", "--age", age),
                List.of("encrypt", "--age", age, "none.yaml"),
                List.of("encrypt", "--age", age, "bad.yaml"),
                List.of("encrypt", "--age", age, "empty.yaml"),
                List.of("encrypt", "--age", age, "e.yaml"),
                List.of("encrypt", "--age", "bogus", "p.yaml"),
                List.of("encrypt", "--age", age, "--unencrypted-suffix", "x", "--encrypted-regex", "y", "p.yaml"),
                List.of("--config", "ruled/.sops.yaml", "encrypt", "--unencrypted-regex", "y", "ruled/secret.yaml"),
                List.of("--config", "ruled/.sops.yaml", "encrypt", "--encrypted-regex", "y", "ruled/secret.yaml"),
                List.of("--config", "ruled/.sops.yaml", "encrypt", "ruled/other.yaml"),
                List.of("--config", "ruled/.sops.yaml", "encrypt", "--age", age, "ruled/other.yaml"),
                List.of("--config", "none", "encrypt", "p.yaml"),
                List.of("filestatus", "e.yaml"),
                List.of("filestatus", "p.yaml"),
                List.of("filestatus", "none.yaml"),
                List.of("filestatus", "bad.yaml"),
                List.of("filestatus"),
                List.of("-d", "e.yaml"));

        var differences = new ArrayList<String>();
        for (List<String> one : words) {
            var mine = sops(one.toArray(String[]::new));
            var theirs = real(real, one);
            if (mine.exit() != theirs.exit()
                    || !one.contains("encrypt") && !mine.text().equals(theirs.text())) {
                differences.add(one + "\nours: " + mine + "\ntheirs: " + theirs);
            }
        }
        assertThat(differences).isEmpty();
    }

    private CapstanProcess.Result real(Path real, List<String> words) {
        var line = new ArrayList<>(List.of(real.toString()));
        line.addAll(words);
        var builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        folder.toString(),
                        "SOPS_AGE_KEY",
                        files.key().secretKey(),
                        "SOPS_DISABLE_VERSION_CHECK",
                        "1"));
        return CapstanProcess.run(builder, new byte[0]);
    }

    @Test
    void theStandardInputIsReadWhenNoFileIsNamed() throws IOException {
        byte[] text = Files.readAllBytes(encrypted("e.yaml"));

        var result = files.capstan().run(text, "sops", "decrypt", "--filename-override", "x.yaml");
        assertThat(result.text()).isEqualTo(PLAIN);

        var encrypted = files.capstan()
                .run(
                        PLAIN.getBytes(StandardCharsets.UTF_8),
                        "sops",
                        "encrypt",
                        "--age",
                        files.key().recipient(),
                        "--filename-override",
                        "x.json",
                        "--input-type",
                        "yaml");
        assertThat(encrypted.text()).startsWith("{\n\t\"a\": \"ENC[");
    }
}
