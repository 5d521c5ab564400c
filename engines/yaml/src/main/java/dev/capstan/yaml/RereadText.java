package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;

/**
 * What becomes of text on its way through sigs.k8s.io/yaml, which writes JSON and reads that again as YAML: most text
 * stays as it is, but JSON leaves characters alone that YAML takes for line ends or refuses.
 */
final class RereadText {
    private static final Limits LIMITS = new Limits(Integer.MAX_VALUE, 1, 0);

    /** A key in quotes, from its start to its colon, may have so many characters. */
    private static final int LONGEST_KEY = 1024;

    private RereadText() {}

    static String key(String text) {
        boolean spansLines = text.indexOf(0x85) >= 0; // a key in brackets ends with its line
        if (spansLines || text.length() * 6 + 2 > LONGEST_KEY && literal(text).length() > LONGEST_KEY) {
            throw new UnwritableValueException(Mark.NONE, "yaml: did not find expected ',' or '}'");
        }
        return value(text);
    }

    static String value(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x7F && c < 0xA0 || c >= 0xFFFE || Character.isSurrogate(c)) {
                return reread(text);
            }
        }
        return text;
    }

    private static String reread(String text) {
        try {
            SourceText source = SourceText.yaml("JSON", literal(text).getBytes(StandardCharsets.UTF_8), LIMITS);
            return new Scanner("JSON", source).quoted();
        } catch (YamlSyntaxException _) {
            throw new UnwritableValueException(Mark.NONE, "yaml: control characters are not allowed");
        }
    }

    private static String literal(String text) {
        return Json.quoted(text);
    }
}
