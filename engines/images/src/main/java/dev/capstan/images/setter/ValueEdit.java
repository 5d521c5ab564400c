package dev.capstan.images.setter;

import dev.capstan.yaml.CollectionStyle;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Span;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;

/**
 * Other bytes in the place of a value.
 *
 * @param from the first byte that goes
 * @param to behind the last one
 * @param written what comes instead
 * @param text what the value is then
 */
record ValueEdit(int from, int to, String written, String text) {

    /** What writing a value gives. */
    sealed interface Written {
        record Ready(ValueEdit edit) implements Written {}

        record Refused(String why) implements Written {}
    }

    /** The text of a scalar as a marker sees it: of a block of lines, without blanks and line ends around it. */
    static String current(YamlScalar scalar) {
        return switch (scalar.style()) {
            case LITERAL, FOLDED -> scalar.text().strip();
            case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED -> scalar.text();
        };
    }

    static Written of(
            YamlScalar scalar, Span span, CollectionStyle around, String newText, byte[] source, SourceLines lines) {
        return switch (scalar.style()) {
            case LITERAL, FOLDED -> block(scalar, span, newText, source, lines);
            case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED -> {
                int from = lines.offset(span.line(), span.column());
                int to = lines.offset(span.endLine(), span.endColumn());
                String written = switch (source[from]) {
                    case '"' -> Json.quoted(newText);
                    case '\'' -> "'" + newText.replace("'", "''") + "'";
                    default -> plain(newText, around);
                };
                yield new Written.Ready(new ValueEdit(from, to, written, newText));
            }
        };
    }

    /** Without quotes where every reader of YAML would see a text then, as the Go tools write it. */
    private static String plain(String text, CollectionStyle around) {
        boolean endsInBrackets = around == CollectionStyle.FLOW && text.chars().anyMatch(c -> ",[]{}?".indexOf(c) >= 0);
        String written = new String(YamlWriter.write(YamlScalar.ofString(text)), StandardCharsets.UTF_8).strip();
        boolean isPlain = written.equals(text) && !endsInBrackets;
        return isPlain ? text : Json.quoted(text);
    }

    /** Only the text itself changes; the header, the indentation and the lines around it stay. */
    private static Written block(YamlScalar scalar, Span span, String newText, byte[] source, SourceLines lines) {
        String old = current(scalar);
        if (old.isEmpty() || old.indexOf('\n') >= 0 || newText.isEmpty()) {
            return new Written.Refused(
                    "a block with other than one line of text cannot be set; write the value on one line");
        }
        int line = span.line() + 1;
        while (line < span.endLine() && isBlank(source, lines.offset(line, 1), lines.end(line))) {
            line++;
        }
        int from = lines.offset(line, 1);
        int to = lines.end(line);
        while (from < to && isBlank(source[from])) {
            from++;
        }
        while (to > from && isBlank(source[to - 1])) {
            to--;
        }
        String text = scalar.text().replace(old, newText);
        return new Written.Ready(new ValueEdit(from, to, newText, text));
    }

    private static boolean isBlank(byte[] source, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!isBlank(source[at])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
