package dev.capstan.apply.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;

/**
 * JSON that a reader of YAML 1.1 understands as it is meant. The API server reads the body of an apply as YAML, in which
 * U+0085, U+2028 and U+2029 end a line, and other characters are refused: these are written as escapes.
 */
final class YamlSafeJson {
    private static final HexFormat HEX = HexFormat.of();

    private YamlSafeJson() {}

    static String write(JsonNode value) {
        return escaped(value.toString());
    }

    /** Outside of its texts, JSON has only ASCII; so every character that is escaped stands in a text. */
    private static String escaped(String json) {
        int first = 0;
        while (first < json.length() && !needsEscape(json.charAt(first))) {
            first++;
        }
        if (first == json.length()) {
            return json;
        }
        StringBuilder safe = new StringBuilder(json.length() + 64).append(json, 0, first);
        for (int i = first; i < json.length(); i++) {
            char c = json.charAt(i);
            if (needsEscape(c)) {
                safe.append("\\u").append(HEX.toHexDigits(c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    /** DEL, the C1 controls (U+0085 among them), the other line ends, the byte order mark and what is not a character. */
    private static boolean needsEscape(char c) {
        return c >= 0x7F && c <= 0x9F || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c >= 0xFFFE;
    }
}
