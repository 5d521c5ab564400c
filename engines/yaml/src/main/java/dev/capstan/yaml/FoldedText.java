package dev.capstan.yaml;

import java.nio.charset.StandardCharsets;

/**
 * What becomes of a folded scalar on its way through kustomize, which writes every object as YAML and reads it again
 * before it prints it. Its writer puts a line too many before lines that start with a blank and at the end of texts that
 * end with an empty line; a writer of the same bytes has to do the same.
 */
final class FoldedText {
    private static final String INDENT = "  ";

    private FoldedText() {}

    /** The text of a scalar in folded style as kustomize prints it. */
    static String printed(String text) {
        if (text.indexOf('\n') < 0 || !allowsBlock(text)) {
            return text;
        }
        byte[] block = written(text).getBytes(StandardCharsets.UTF_8);
        SourceText source = SourceText.yaml("folded text", block, new Limits(Integer.MAX_VALUE, 1, 0));
        return new Scanner("folded text", source).block(0);
    }

    /** Texts with other characters in them are written in double quotes instead and stay as they are. */
    private static boolean allowsBlock(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean endsLine = i + 1 == length || TextShape.isBreak(text.charAt(i + 1));
            if (c == ' ' && endsLine || c != '\t' && !TextShape.isPrintable(c)) {
                return false;
            }
        }
        return true;
    }

    private static String written(String text) {
        StringBuilder out = new StringBuilder(text.length() * 2 + 8).append('>');
        int length = text.length();
        char first = text.charAt(0);
        if (first == ' ' || first == '\n') {
            out.append('2');
        }
        if (text.charAt(length - 1) != '\n') {
            out.append('-');
        } else if (length == 1 || text.charAt(length - 2) == '\n') {
            out.append('+');
        }
        out.append('\n');
        boolean doubles = startsWithText(text);
        boolean atStart = true;
        boolean afterIndentedLine = true;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                if (!atStart && !afterIndentedLine && doubles) {
                    out.append('\n');
                }
                out.append('\n');
                atStart = true;
            } else {
                if (atStart) {
                    out.append(INDENT);
                    afterIndentedLine = c == ' ' || c == '\t';
                    atStart = false;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean startsWithText(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        return at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t';
    }
}
