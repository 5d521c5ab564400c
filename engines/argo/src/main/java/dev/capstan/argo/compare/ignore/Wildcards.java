package dev.capstan.argo.compare.ignore;

import com.google.re2j.Pattern;

/** Patterns for groups and kinds: {@code *} is any text, {@code ?} one character, and {@code {a,b}} one of several. */
final class Wildcards {

    private final String exact;
    private final boolean isPlain;
    private final Pattern pattern;

    Wildcards(String text) {
        this.exact = text;
        this.isPlain = text.chars().allMatch(c -> "*?{}[]\\".indexOf(c) < 0);
        this.pattern = Pattern.compile(isPlain ? "" : translate(text));
    }

    boolean matches(String value) {
        return isPlain ? exact.equals(value) : pattern.matches(value);
    }

    private static String translate(String text) {
        StringBuilder regex = new StringBuilder();
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '{' -> {
                    open++;
                    regex.append("(?:");
                }
                case '}' -> {
                    if (open == 0) {
                        regex.append("\\}");
                    } else {
                        open--;
                        regex.append(')');
                    }
                }
                case ',' -> regex.append(open > 0 ? "|" : ",");
                default -> regex.append(Pattern.quote(String.valueOf(character)));
            }
        }
        return regex.append(")".repeat(open)).toString();
    }
}
