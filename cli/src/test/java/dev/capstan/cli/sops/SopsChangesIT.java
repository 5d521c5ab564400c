package dev.capstan.cli.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.secrets.age.AgeIdentities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change an encrypted file without showing it. */
class SopsChangesIT {
    private static final String PLAIN = "a: 1\nb: hello\nc:\n    d: true\n";

    @TempDir
    private Path folder;

    private SopsFolder files = SopsFolder.in(Path.of(""));

    @BeforeEach
    void write() {
        files = SopsFolder.in(folder);
    }

    @Test
    void aValueIsSetAndTheOthersKeepTheirCiphertext() throws IOException {
        Path file = files.encrypted("e.yaml", PLAIN);
        List<String> before = Files.readAllLines(file);

        assertThat(files.sops("set", "e.yaml", "[\"b\"]", "\"new\"").exit()).isZero();

        assertThat(files.decrypted("e.yaml")).isEqualTo(PLAIN.replace("hello", "new"));
        List<String> after = Files.readAllLines(file);
        assertThat(after.getFirst()).isEqualTo(before.getFirst());
        assertThat(after).filteredOn(line -> !before.contains(line)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void valuesComeFromTheInputAndFromFilesSoThatNoProcessListShowsThem() {
        files.encrypted("e.yaml", PLAIN);
        files.write("value", "{\"x\": [1, 2]}");

        assertThat(files.capstan()
                        .run(
                                "\"piped\"".getBytes(StandardCharsets.UTF_8),
                                "sops",
                                "set",
                                "--value-stdin",
                                "e.yaml",
                                "[\"b\"]")
                        .exit())
                .isZero();
        assertThat(files.sops("set", "--value-file", "e.yaml", "[\"c\"]", "value")
                        .exit())
                .isZero();

        assertThat(files.decrypted("e.yaml")).isEqualTo("a: 1\nb: piped\nc:\n    x:\n        - 1\n        - 2\n");
    }

    @Test
    void wrongWordsHaveTheExitCodesOfTheRealProgram() throws IOException {
        Path file = files.encrypted("e.yaml", PLAIN);
        byte[] before = Files.readAllBytes(file);

        assertThat(files.sops("set", "e.yaml", "[\"b\"]", "new").exit()).isEqualTo(7);
        assertThat(files.sops("set", "e.yaml", "b", "1").exit()).isEqualTo(7);
        assertThat(files.sops("set", "e.yaml", "[\"b\"]").exit()).isEqualTo(100);
        assertThat(files.sops("set", "none.yaml", "[\"b\"]", "1").exit()).isEqualTo(2);
        assertThat(files.sops("unset", "e.yaml", "q").exit()).isEqualTo(7);
        assertThat(files.sops("unset", "e.yaml", "[\"q\"]").exit()).isEqualTo(1);
        assertThat(files.sops("unset", "--idempotent", "e.yaml", "[\"q\"]").exit())
                .isZero();
        assertThat(files.sops("rotate", "-i", "--output", "x", "e.yaml").exit()).isEqualTo(8);

        assertThat(file).hasBinaryContent(before);
        assertThat(files.sops("unset", "e.yaml", "[\"b\"]").exit()).isZero();
        assertThat(files.decrypted("e.yaml")).isEqualTo(PLAIN.replace("b: hello\n", ""));
    }

    @Test
    void aRotationChangesEveryValueAndTheKeysThatWereAskedFor() throws IOException {
        Path file = files.encrypted("e.yaml", PLAIN);
        String first = Files.readAllLines(file).getFirst();
        var other = AgeIdentities.generate(new SecureRandom());

        assertThat(files.sops("rotate", "-i", "--add-age", other.recipient(), "e.yaml")
                        .exit())
                .isZero();
        assertThat(Files.readAllLines(file).getFirst()).isNotEqualTo(first);
        assertThat(file).content().contains(files.key().recipient(), other.recipient());

        assertThat(files.sops("rotate", "-i", "--rm-age", files.key().recipient(), "e.yaml")
                        .exit())
                .isZero();
        assertThat(files.sops("decrypt", "e.yaml").exit()).isEqualTo(128);
        assertThat(files.with("SOPS_AGE_KEY", other.secretKey()).decrypted("e.yaml"))
                .isEqualTo(PLAIN);
    }

    @Test
    void keysFollowTheRuleWhenTheUserAgrees() throws IOException {
        Path file = files.encrypted("e.yaml", PLAIN);
        var other = AgeIdentities.generate(new SecureRandom());
        files.write(
                ".sops.yaml", "creation_rules:\n- age: " + files.key().recipient() + "," + other.recipient() + "\n");
        byte[] before = Files.readAllBytes(file);

        var refused = files.capstan().run("n\n".getBytes(StandardCharsets.UTF_8), "sops", "updatekeys", "e.yaml");
        assertThat(refused.exit()).isZero();
        assertThat(refused.text())
                .contains("    + " + other.recipient(), "      " + files.key().recipient());
        assertThat(files.sops("updatekeys", "e.yaml").exit()).isEqualTo(1);
        assertThat(file).hasBinaryContent(before);

        assertThat(files.sops("updatekeys", "-y", "e.yaml").exit()).isZero();
        assertThat(files.with("SOPS_AGE_KEY", other.secretKey()).decrypted("e.yaml"))
                .isEqualTo(PLAIN);
        assertThat(files.sops("updatekeys", "-y", "e.yaml").err()).contains("has the keys that its rule says");
    }

    @Test
    void commandsGetValuesAsVariablesAndAsAFile() {
        files.encrypted("e.env", "A=1\nB=two words\nC=x\\ny\n");
        files.encrypted("e.yaml", PLAIN);

        var asVariables = files.sops("exec-env", "e.env", "echo \"$A $B $C\"; exit 7");
        assertThat(asVariables.text()).isEqualTo("1 two words x\ny\n");
        assertThat(asVariables.exit()).isEqualTo(7);
        var pristine = files.sops("exec-env", "--pristine", "e.env", "/usr/bin/env");
        assertThat(pristine.text()).contains("A=1\n").doesNotContain("SOPS_AGE_KEY");

        var asFile = files.sops("exec-file", "e.yaml", "stat -c %a {}; cat {}; echo {}; exit 3");
        assertThat(asFile.exit()).isEqualTo(3);
        assertThat(asFile.text()).startsWith("600\n" + PLAIN);
        assertThat(Path.of(asFile.text().strip().lines().toList().getLast())).doesNotExist();

        var nested = files.sops("exec-env", "e.yaml", "true");
        assertThat(nested.exit()).isEqualTo(1);
        assertThat(nested.err()).contains("the value of c cannot be a variable");
    }
}
