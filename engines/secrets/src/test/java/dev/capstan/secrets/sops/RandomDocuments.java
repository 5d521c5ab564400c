package dev.capstan.secrets.sops;

import dev.capstan.secrets.format.SopsFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Plain texts of all formats, as people and generators write them; the same seed makes the same text. */
final class RandomDocuments {
    private static final List<String> KEYS = List.of(
            "a",
            "b",
            "name",
            "password",
            "user_unencrypted",
            "data",
            "n",
            "yes",
            "x-y",
            "with space",
            "on",
            "0",
            "Ünïcode",
            "secret",
            "key_plain",
            "~",
            "1.5");
    private static final List<String> TEXTS = List.of(
            "value",
            "two words",
            "",
            "true",
            "42",
            "-1.5e3",
            "null",
            "yes",
            "no",
            "~",
            "a: b",
            "# no comment",
            "it's",
            "say \"hi\"",
            "ünïcödé 漢字",
            "🔐",
            "trailing ",
            " leading",
            "tab\there",
            "back\\slash",
            "{brace}",
            "[list]",
            "2024-05-01",
            "1:30",
            "0x1F",
            "0o17",
            "0777",
            ".5",
            "-",
            "- x",
            "?",
            "*x",
            "&x",
            "!x",
            "%x",
            "@x",
            "`x",
            "|",
            ">",
            "ENC[not]",
            "=",
            "line\nbreak",
            "two\n\nbreaks\n",
            "\nleads",
            "ends\n\n",
            "a\r\nb",
            "\u0001",
            "x # y",
            "very long text that goes on and on and on and on and on and on and on and on and on, past column eighty");

    private final RandomGenerator random;
    private final StringBuilder out = new StringBuilder();
    private final boolean comments;

    RandomDocuments(RandomGenerator random) {
        this.random = random;
        this.comments = chance(60);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    String text(SopsFormat format) {
        switch (format) {
            case YAML -> yaml();
            case JSON -> json(0, true);
            case DOTENV -> dotenv();
            case INI -> ini();
            case BINARY -> binary();
        }
        return out.toString();
    }

    private List<String> keys(int most) {
        var keys = new ArrayList<String>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            String key = one(KEYS) + (chance(30) ? random.nextInt(100) : "");
            if (!keys.contains(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    // YAML

    private void yaml() {
        int documents = chance(20) ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < documents; i++) {
            if (i > 0 || chance(10)) {
                out.append("---\n");
            }
            yamlMap(0, 3, false);
        }
        if (comments && chance(20)) {
            comment(0);
        }
    }

    private void yamlMap(int indent, int depth, boolean onLine) {
        boolean first = onLine;
        for (String key : keys(4)) {
            if (!first) {
                maybeComment(indent);
                out.repeat(' ', indent);
            }
            first = false;
            out.append(quotedKey(key)).append(':');
            yamlValue(indent, depth);
        }
        if (comments && chance(10)) {
            comment(indent);
        }
    }

    private static String quotedKey(String key) {
        return key.matches("[a-z_-]{2,}") && !key.matches("yes|no|on|off|true|false|null")
                        || key.equals("a")
                        || key.equals("b")
                ? key
                : '"' + key + '"';
    }

    private void yamlValue(int indent, int depth) {
        int kind = random.nextInt(depth > 0 ? 10 : 7);
        switch (kind) {
            case 7 -> {
                endOfLine();
                yamlMap(indent + 2 + random.nextInt(3), depth - 1, false);
            }
            case 8 -> {
                endOfLine();
                yamlList(indent + random.nextInt(3), depth - 1);
            }
            case 9 -> out.append(' ').append(flow(depth)).append('\n');
            default -> {
                out.append(' ');
                yamlScalar(indent);
            }
        }
    }

    private void endOfLine() {
        out.append(comments && chance(10) ? " # behind key\n" : "\n");
    }

    private void yamlList(int indent, int depth) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            maybeComment(indent);
            out.repeat(' ', indent).append("- ");
            switch (random.nextInt(depth > 0 ? 6 : 4)) {
                case 4 -> yamlMap(indent + 2, depth - 1, true);
                case 5 -> out.append(flow(depth)).append('\n');
                default -> yamlScalar(indent);
            }
        }
    }

    private String flow(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> "{}";
            case 1 -> "[]";
            case 2 -> "[" + plainScalar() + ", " + plainScalar() + "]";
            case 3 -> "{k: " + plainScalar() + (depth > 1 ? ", l: [" + plainScalar() + "]" : "") + "}";
            default -> "[[" + plainScalar() + "], {m: " + plainScalar() + "}]";
        };
    }

    private String plainScalar() {
        return one(List.of(
                "1", "true", "null", "text", "1.5", "'quoted'", "\"double\"", "2024-05-01", "0x10", "1e3", "-7"));
    }

    private void yamlScalar(int indent) {
        String text = one(TEXTS);
        if (chance(35)) {
            out.append(plainScalar());
        } else if (chance(20)
                && !text.isBlank()
                && text.matches("[a-z \n]+")
                && !text.startsWith(" ")
                && !text.startsWith("\n")) {
            out.append("|\n");
            text.strip()
                    .lines()
                    .forEach(line -> out.repeat(' ', line.isEmpty() ? 0 : indent + 4)
                            .append(line)
                            .append('\n'));
            return;
        } else {
            out.append(doubleQuoted(text));
        }
        out.append(comments && chance(15) ? " # behind " + random.nextInt(10) + "\n" : "\n");
    }

    private static String doubleQuoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case 1 -> quoted.append("\\u0001");
                default -> quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    private void maybeComment(int indent) {
        if (comments && chance(20)) {
            comment(indent);
            if (chance(25)) {
                comment(indent);
            }
        }
    }

    private void comment(int indent) {
        out.repeat(' ', indent)
                .append(one(List.of("# ", "#", "## ")))
                .append("note ")
                .append(random.nextInt(100))
                .append('\n');
    }

    // JSON

    private void json(int depth, boolean map) {
        out.append(map ? '{' : '[');
        boolean first = true;
        for (String key : keys(4)) {
            out.append(first ? "" : ", ");
            first = false;
            if (map) {
                out.append(doubleQuoted(key)).append(": ");
            }
            switch (random.nextInt(depth < 3 ? 8 : 6)) {
                case 0 -> out.append(random.nextInt());
                case 1 ->
                    out.append(one(List.of("1.5", "1e3", "-0.25", "1E-7", "9007199254740993", "12345678901234567890")));
                case 2 -> out.append(one(List.of("true", "false", "null")));
                case 6 -> json(depth + 1, true);
                case 7 -> json(depth + 1, false);
                default -> out.append(doubleQuoted(one(TEXTS)));
            }
        }
        out.append(map ? '}' : ']');
    }

    // flat formats

    private void dotenv() {
        for (String key : keys(6)) {
            if (comments && chance(30)) {
                comment(0);
            }
            out.append(key.replace(" ", "_").replace("~", "T")).append('=');
            out.append(one(TEXTS).replace("\n", "\\n").replace("\r", "")).append('\n');
            if (chance(10)) {
                out.append('\n');
            }
        }
    }

    private void ini() {
        if (chance(30)) {
            iniKeys();
        }
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            if (comments && chance(20)) {
                out.append("; about section\n");
            }
            out.append("[section").append(i).append("]\n");
            iniKeys();
        }
    }

    private void iniKeys() {
        for (String key : keys(4)) {
            if (comments && chance(25)) {
                out.append(one(List.of("# ", "; ")))
                        .append("note ")
                        .append(random.nextInt(100))
                        .append('\n');
            }
            String value = one(TEXTS);
            out.append(key).append(" = ");
            if (value.contains("\n") || value.contains("`")) {
                out.append("\"\"\"").append(value.replace("\r", "")).append("\"\"\"");
            } else if (value.matches(".*[#;].*")) {
                out.append('`').append(value).append('`');
            } else {
                out.append(value.replace("\u0001", "").replaceAll("\\\\$", ""));
            }
            out.append('\n');
        }
    }

    private void binary() {
        for (int i = random.nextInt(5); i >= 0; i--) {
            out.append(one(TEXTS)).append('\n');
        }
    }
}
