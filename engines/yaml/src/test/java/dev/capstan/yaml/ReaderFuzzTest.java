package dev.capstan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random texts are read or refused, never anything else; what was read is the same after a round through the writer. */
class ReaderFuzzTest {
    private static final int CASES = 20_000;

    private static final String[] PIECES = {
        "a",
        "b: ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "? ",
        "#",
        " # c",
        "|\n",
        ">-\n",
        "&x ",
        "*x",
        "!!str ",
        "!t ",
        "---\n",
        "...\n",
        "\t",
        "\\",
        "\\n",
        "\\u00e9",
        "é",
        "😀",
        "\r\n",
        "1",
        "0x",
        ".5",
        "~",
        "yes",
        "<<: ",
        "%",
        "@",
        "`",
        "\u0085",
        "\u0001",
        "key: value\n",
        "list:\n- 1\n- 2\n",
        "  ",
        "2026-11-22",
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomTextsAreReadOrRefused(long seed) {
        Random random = new Random(seed);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            int readable = 0;
            for (int i = 0; i < CASES; i++) {
                readable += survives(seed, text(random)) ? 1 : 0;
            }
            assertThat(readable).isGreaterThan(CASES / 20);
        });
    }

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(24);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static boolean survives(long seed, byte[] text) {
        try {
            List<YamlDocument> documents = YamlReader.readAll("fuzz", text, Limits.DEFAULT);
            byte[] written = YamlWriter.writeAll(
                    documents.stream().map(YamlDocument::root).toList());
            List<YamlDocument> again = YamlReader.readAll("written", written, Limits.DEFAULT);
            byte[] writtenAgain =
                    YamlWriter.writeAll(again.stream().map(YamlDocument::root).toList());
            assertThat(writtenAgain)
                    .as("seed %s, text %s", seed, new String(text, StandardCharsets.UTF_8))
                    .isEqualTo(written);
            return true;
        } catch (YamlSyntaxException | UnwritableValueException refused) {
            return false;
        } catch (RuntimeException | StackOverflowError crash) {
            return fail("seed " + seed + ", text " + new String(text, StandardCharsets.UTF_8), crash);
        }
    }
}
