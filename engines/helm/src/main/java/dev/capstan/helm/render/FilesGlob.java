package dev.capstan.helm.render;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Patterns of {@code .Files.FilesGlob}: {@code *} and {@code ?} do not match a slash, {@code **} does; {@code [a-z]}, {@code [!ab]},
 * {@code {a,b}}. A pattern that is not one matches everything.
 */
final class FilesGlob {
    /** What Helm's library makes of a pattern with a brace that is not closed. */
    private static final String NOTHING = "[^\\x00-\\x{10FFFF}]";

    private static final FilesGlob EVERYTHING = new FilesGlob(Pattern.compile("(?s).*"));

    private final Pattern pattern;

    private FilesGlob(Pattern pattern) {
        this.pattern = pattern;
    }

    static FilesGlob compile(String text) {
        try {
            return new FilesGlob(Pattern.compile(new Translation(text).run(), Pattern.DOTALL));
        } catch (PatternSyntaxException | IllegalArgumentException notAPattern) {
            return EVERYTHING;
        }
    }

    boolean matches(String path) {
        return pattern.matches(path);
    }

    /** Turns a pattern into a regular expression. */
    private static final class Translation {
        private final String text;
        private final StringBuilder out = new StringBuilder();
        private int at;
        private int depth;

        Translation(String text) {
            this.text = text;
        }

        String run() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                switch (c) {
                    case '*' -> star();
                    case '?' -> out.append("[^/]");
                    case '[' -> list();
                    case '{' -> {
                        depth++;
                        out.append("(?:");
                    }
                    case '}' -> {
                        if (depth == 0) {
                            literal(c);
                        } else {
                            depth--;
                            out.append(')');
                        }
                    }
                    case ',' -> {
                        if (depth == 0) {
                            literal(c);
                        } else {
                            out.append('|');
                        }
                    }
                    case '\\' -> {
                        if (at < text.length()) {
                            literal(text.charAt(at++));
                        }
                    }
                    default -> literal(c);
                }
            }
            return depth > 0 ? NOTHING : out.toString();
        }

        private void star() {
            if (at < text.length() && text.charAt(at) == '*') {
                at++;
                out.append(".*");
            } else {
                out.append("[^/]*");
            }
        }

        private void list() {
            int close = text.indexOf(']', at);
            boolean isNegated = at < text.length() && text.charAt(at) == '!';
            int start = isNegated ? at + 1 : at;
            if (close <= start) {
                throw new IllegalArgumentException("a list of characters is empty or not closed");
            }
            String inside = text.substring(start, close);
            out.append(isNegated ? "[^" : "[");
            if (inside.length() == 3 && inside.charAt(1) == '-') {
                if (inside.charAt(0) > inside.charAt(2)) {
                    throw new IllegalArgumentException("a range goes backwards");
                }
                quoted(inside.charAt(0));
                out.append('-');
                quoted(inside.charAt(2));
            } else {
                inside.chars().forEach(c -> quoted((char) c));
            }
            out.append(']');
            at = close + 1;
        }

        private void quoted(char c) {
            if (c == '\\' || c == '^' || c == '-' || c == '[' || c == ']') {
                out.append('\\');
            }
            out.append(c);
        }

        private void literal(char c) {
            out.append(Pattern.quote(Character.toString(c)));
        }
    }
}
