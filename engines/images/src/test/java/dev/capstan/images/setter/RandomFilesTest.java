package dev.capstan.images.setter;

import static dev.capstan.images.setter.Setting.marker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Maps and lists of random shape, in blocks and brackets, with comments and blank lines wherever YAML allows them. */
class RandomFilesTest {
    private static final int FILES = 2_000;
    private static final List<String> KEYS = List.of("a", "b", "image", "'q k'", "\"d k\"", "é", "x-y.z", "1");
    private static final List<String> VALUES = List.of(
            "1",
            "text",
            "'q # x'",
            "\"d \\\" x\"",
            "~",
            "two words",
            "[1, {a: b}]",
            "{}",
            "[]",
            "a:b",
            "!!str 1",
            "0x10",
            "ü 😀");

    private final Random random = new Random(41);
    private final StringBuilder before = new StringBuilder();
    private final StringBuilder after = new StringBuilder();
    private int markers;

    @Test
    void nothingButMarkedValuesChanges() {
        List<String> different = new ArrayList<>();
        int all = 0;
        for (int i = 0; i < FILES; i++) {
            before.setLength(0);
            after.setLength(0);
            markers = 0;
            document();
            String lineEnd = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
            String text = before.toString().replace("\n", lineEnd);
            YamlReader.readAll("f", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
            SetterResult.Updated result = Setting.update(text, Setting.IMAGE);
            all += markers;
            boolean isRight = Setting.text(result, text).equals(after.toString().replace("\n", lineEnd))
                    && result.warnings().isEmpty()
                    && result.markers() == markers;
            if (!isRight) {
                different.add(text + "\n=> " + Setting.text(result, text) + result.warnings());
            }
        }

        assertThat(different).isEmpty();
        assertThat(all).isGreaterThan(FILES);
    }

    private void document() {
        for (int i = random.nextInt(3); i >= 0; i--) {
            noise("");
            block("", 3);
            if (i > 0) {
                both("---" + any(List.of("", " ", " # next")) + "\n");
            }
        }
    }

    private void block(String indent, int depth) {
        boolean isMap = random.nextBoolean();
        int size = 1 + random.nextInt(4);
        List<String> keys = new ArrayList<>(KEYS);
        for (int i = 0; i < size; i++) {
            noise(indent);
            String head = isMap ? keys.remove(random.nextInt(keys.size())) + any(List.of("", " ")) + ":" : "-";
            both(indent + head);
            value(indent, depth);
        }
    }

    private void value(String indent, int depth) {
        switch (depth == 0 ? random.nextInt(3) : random.nextInt(6)) {
            case 0 -> both(blanks() + any(VALUES) + any(List.of("", "   ", "  # c")) + "\n");
            case 1 -> {
                both(blanks());
                marked();
                both(blanks() + marker("") + any(List.of("", "  ")) + "\n");
            }
            case 2 -> {
                String open = any(List.of("[", "{k: ", "[x, ", "{a: 1, b:  "));
                both(blanks() + open);
                marked();
                both(any(List.of("", " ")) + any(List.of("", ",")) + blanks() + marker("") + "\n" + indent + "  "
                        + any(List.of("", "# c\n" + indent + "   ")) + (open.startsWith("[") ? "]" : "}") + "\n");
            }
            case 3 ->
                both(any(List.of(" |\n", " >-\n", " |+  # c\n")) + indent + "   text # x\n\n" + indent + "   more\n");
            default -> {
                both(any(List.of("", "  ", " # c")) + "\n");
                block(indent + " ".repeat(1 + random.nextInt(4)), depth - 1);
            }
        }
    }

    private void marked() {
        markers++;
        String quote = any(List.of("", "'", "\""));
        String anchor = any(List.of("", "", "!!str "));
        before.append(anchor)
                .append(quote)
                .append(any(List.of("old", "a:1.0", "1.0")))
                .append(quote);
        after.append(anchor).append(quote).append(Setting.IMAGE).append(quote);
    }

    private void noise(String indent) {
        for (int i = random.nextInt(4); i > 2; i--) {
            both(any(List.of("\n", "   \n", "# c\n", indent + "# {\n", indent + "#\n")));
        }
    }

    private String blanks() {
        return " ".repeat(1 + random.nextInt(3));
    }

    private void both(String text) {
        before.append(text);
        after.append(text);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
