package dev.capstan.cli.seal;

import java.nio.charset.StandardCharsets;

/** JSON with two blanks a level, as people and diffs like it. */
final class IndentedJson {
    private final StringBuilder out = new StringBuilder();
    private int level;

    private IndentedJson() {}

    /** The same value; what comes in has no blanks between words. */
    static byte[] of(byte[] compact) {
        var indented = new IndentedJson();
        indented.read(new String(compact, StandardCharsets.UTF_8));
        return indented.out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void read(String text) {
        boolean isInText = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isInText) {
                out.append(c);
                if (c == '\\') {
                    out.append(text.charAt(++i));
                }
                isInText = c != '"';
            } else {
                isInText = c == '"';
                mark(c, i + 1 < text.length() ? text.charAt(i + 1) : ' ');
            }
        }
    }

    private void mark(char c, char next) {
        boolean isEmpty = c == '{' && next == '}' || c == '[' && next == ']';
        switch (c) {
            case '{', '[' -> {
                out.append(c);
                level++;
                if (!isEmpty) {
                    line();
                }
            }
            case '}', ']' -> {
                level--;
                char last = out.charAt(out.length() - 1);
                if (last != '{' && last != '[') {
                    line();
                }
                out.append(c);
            }
            case ',' -> {
                out.append(c);
                line();
            }
            case ':' -> out.append(": ");
            default -> out.append(c);
        }
    }

    private void line() {
        out.append('\n').repeat(" ", 2 * level);
    }
}
