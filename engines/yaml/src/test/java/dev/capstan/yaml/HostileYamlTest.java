package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of the list of hostile inputs that a YAML reader has to survive. */
class HostileYamlTest {
    @Test
    void y038_billionLaughsAreRefusedAtOnce() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level <= 9; level++) {
            text.append("a").append(level).append(": &a").append(level).append(" [");
            text.append(("*a" + (level - 1) + ",").repeat(9)).append("]\n");
        }

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertRefused(text.toString(), "aliases"));
    }

    @Test
    void y038_aChainOfAliasesCannotBuildADeepTree() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int level = 1; level <= 10_000; level++) {
            text.append("a").append(level).append(": &a").append(level);
            text.append(" [*a").append(level - 1).append("]\n");
        }

        assertRefused(text.toString(), "nested deeper");
    }

    @Test
    void y038_anAnchorCannotHoldItself() {
        assertRefused("a: &a [*a]\n", "no anchor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void y039_tenThousandLevelsAreRefused(String opener) {
        assertRefused(opener.repeat(10_000), "nested deeper");
    }

    @Test
    void y039_tenThousandIndentedMapsAreRefused() {
        StringBuilder text = new StringBuilder();
        for (int level = 0; level < 10_000; level++) {
            text.append(" ".repeat(level)).append("a:\n");
        }

        assertRefused(text.toString(), "nested deeper");
    }

    /** Real, too: a binary in base64 on one line, in a file with the line ends of Windows. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "!", "\"\\"})
    void longWordsAmongOtherLineEndsAreReadInOnePass(String start) {
        String text = "a: " + start + start.substring(start.length() - 1).repeat(2_000_001) + "\r\nb: 1\r\n";

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try {
                PlainYaml.read(text, Limits.DEFAULT);
            } catch (GoDecodeException malformed) {
                assertThat(malformed).hasMessageContaining("yaml: ");
            }
        });
    }

    @Test
    void y039_deepJsonIsRefused() {
        byte[] json = "[".repeat(10_000).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Json.read("f.json", json, Limits.DEFAULT))
                .isInstanceOf(YamlSyntaxException.class)
                .hasMessageContaining("nested deeper");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://x/\"]]]]",
                "!!java.lang.Runtime {}",
                "!java.util.Date 0",
            })
    void y040_tagsOfClassesAreOnlyText(String value) {
        YamlNode root = read("a: " + value + "\n");

        assertThat(((YamlMap) root).valueAt(0)).isInstanceOfAny(YamlList.class, YamlMap.class, YamlScalar.class);
    }

    @Test
    void y041_aBundleOfTwelveMegabytesIsRead() {
        StringBuilder text = new StringBuilder();
        int documents = 0;
        while (text.length() < 12_000_000) {
            text.append(
                    "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: c");
            text.append(documents++).append(".example.com\nspec:\n  versions:\n");
            for (int field = 0; field < 200; field++) {
                text.append("  - name: v").append(field).append("\n    description: |-\n      Text of a field.\n");
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

        assertThat(YamlReader.readAll("crds.yaml", bytes, Limits.DEFAULT)).hasSize(documents);
    }

    @Test
    void y041_beyondTheLimitTheMessageSaysSo() {
        assertThatThrownBy(() -> YamlReader.readAll("f.yaml", new byte[11], new Limits(10, 10, 10)))
                .isInstanceOf(YamlSyntaxException.class)
                .hasMessageContaining("11 bytes, more than the limit of 10");
    }

    @ParameterizedTest
    @CsvSource({
        "yes, true",
        "no, false",
        "on, true",
        "0777, 511",
        "1_000, 1000",
        "1:30, '\"1:30\"'",
        "1e3, 1000",
        ".5, 0.5",
        "2026-11-22, '\"2026-11-22\"'",
        "9007199254740993, 9007199254740993",
        "18446744073709551615, 18446744073709551615",
        "1.10, 1.1",
        "1.0, 1",
        "0x1F, 31",
        "0o17, 15",
        "08, 8",
        "'\"yes\"', '\"yes\"'",
        "~, null",
        "1e400, '\"1e400\"'",
    })
    void y042_scalarsReachTheApiServerAsFromTheGoPeer(String scalar, String json) {
        assertThat(json("k: " + scalar, Dialect.KUBERNETES)).isEqualTo("{\"k\":" + json + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "yes, '\"yes\"'",
        "on, '\"on\"'",
        "0777, 511",
        "true, true",
        "2026-11-22, '\"2026-11-22T00:00:00Z\"'",
        "2026-11-22 1:2:3.50, '\"2026-11-22T01:02:03.5Z\"'",
    })
    void y042_scalarsInABuildAreThoseOfKustomize(String scalar, String json) {
        assertThat(json("k: " + scalar, Dialect.KUSTOMIZE)).isEqualTo("{\"k\":" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: \u0000", "a: \u0007b", "\u007F"})
    void controlCharactersAreRefused(String text) {
        assertRefused(text, "control character");
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedWithTheirPlace() {
        byte[] text = {'a', ':', ' ', '\n', 'b', ':', ' ', (byte) 0xC3, '('};

        assertThatThrownBy(() -> YamlReader.readAll("f.yaml", text, Limits.DEFAULT))
                .hasMessage("f.yaml:2:4: the byte 0xC3 is not part of valid UTF-8 (save the file as UTF-8)");
    }

    private static void assertRefused(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(YamlSyntaxException.class)
                .hasMessageContaining(problem);
    }

    private static YamlNode read(String text) {
        return YamlReader.readAll("f.yaml", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT)
                .getFirst()
                .root();
    }

    private static String json(String text, Dialect dialect) {
        return new String(Json.write(read(text), dialect), StandardCharsets.UTF_8);
    }
}
