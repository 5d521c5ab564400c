package dev.capstan.source.generator;

import java.util.Map;
import java.util.regex.Pattern;

/** Text in which {@code {name}} stands for a value. */
final class Placeholders {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Placeholders() {}

    /** What is done with the parts of a text, in their order. */
    interface Parts {
        void text(String text);

        void name(String name) throws GeneratorFailureException;
    }

    /** Takes a text apart. */
    static void read(String text, Parts parts) throws GeneratorFailureException {
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int end = open < 0 ? text.length() : open;
            var literal = text.substring(at, end);
            if (literal.contains("}")) {
                throw malformed(text, "a '}' has no '{' before it");
            }
            if (!literal.isEmpty()) {
                parts.text(literal);
            }
            at = end;
            if (open >= 0) {
                int close = text.indexOf('}', open);
                if (close < 0) {
                    throw malformed(text, "a '{' has no '}' after it");
                }
                var name = text.substring(open + 1, close);
                if (!NAME.matcher(name).matches()) {
                    throw malformed(text, "'{" + name + "}' is not a name of letters, digits and '_'");
                }
                parts.name(name);
                at = close + 1;
            }
        }
    }

    /** The text with values in place of names. */
    static String fill(String text, Map<String, String> values) throws GeneratorFailureException {
        var filled = new StringBuilder();
        read(text, new Parts() {
            @Override
            public void text(String literal) {
                filled.append(literal);
            }

            @Override
            public void name(String name) throws GeneratorFailureException {
                var value = values.get(name);
                if (value == null) {
                    throw malformed(text, "'{" + name + "}' does not occur in the pathPattern");
                }
                filled.append(value);
            }
        });
        return filled.toString();
    }

    static GeneratorFailureException malformed(String text, String why) {
        return GeneratorFailureException.invalid("'" + text + "' is malformed: " + why);
    }
}
