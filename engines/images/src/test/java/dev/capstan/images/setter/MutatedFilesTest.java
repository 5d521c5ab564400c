package dev.capstan.images.setter;

import static dev.capstan.images.setter.Setting.marker;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that are broken at random: whatever comes out, nothing is thrown, and all but the values stays. */
class MutatedFilesTest {
    private static final int TEXTS = 5_000;
    private static final String SEED =
            "%YAML 1.1\n---\na: &x 'old' " + marker("") + "\nb:\n- {k: old, l: [1, old " + marker(":tag")
                    + "\n ]} \n- \"o\\x41\n ld\" " + marker(":name") + "\nc: | " + marker("")
                    + "\n\n  old  \n\n? d\n: *x\n---\n"
                    + "é: 😀 " + marker(":digest") + "\r\nf: !!str old\t" + marker("") + "\r...\n# end";
    private static final List<String> PIECES = List.of(
            "\n",
            "\r",
            "\r\n",
            " ",
            "  ",
            "\t",
            "#",
            "'",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ": ",
            "- ",
            "? ",
            "&a ",
            "*a",
            "!!int ",
            "|",
            ">+",
            "---",
            "...",
            "\uFEFF",
            "\u0085",
            "é",
            "😀",
            "\\",
            "<<: *x",
            "~",
            marker(""),
            " " + marker(":tag"),
            "\u0000",
            "%TAG");

    private final Random random = new Random(17);

    @Test
    void nothingIsThrownAndNothingElseChanges() {
        ImageSetter setter = new ImageSetter();
        PolicyImages images = PolicyImages.of(Map.of(Setting.APP, Setting.IMAGE));
        int changed = 0;
        assertThat(setter.update("f.yaml", SEED.getBytes(StandardCharsets.UTF_8), images)
                        .warnings())
                .isEmpty();
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = mutated();
            SetterResult.Updated result = setter.update("f.yaml", text, images);
            for (ChangedFile file : result.files()) {
                changed++;
                SetterResult.Updated again = setter.update("f.yaml", file.content(), images);
                assertThat(again.files())
                        .as("%s", new String(text, StandardCharsets.UTF_8))
                        .isEmpty();
                assertThat(again.markers()).isEqualTo(result.markers());
            }
            for (SetterWarning warning : result.warnings()) {
                assertThat(warning.what())
                        .as("%s", new String(text, StandardCharsets.UTF_8))
                        .doesNotContain("other values would change", "\n", "\r", "\u0000");
            }
        }

        assertThat(changed).isGreaterThan(TEXTS / 50);
    }

    private byte[] mutated() {
        StringBuilder text = new StringBuilder(SEED);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(4));
            text.replace(at, end, random.nextBoolean() ? PIECES.get(random.nextInt(PIECES.size())) : "");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
