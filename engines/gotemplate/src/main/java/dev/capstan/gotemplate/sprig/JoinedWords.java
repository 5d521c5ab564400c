package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoString;

/** {@code some_words} as {@code SomeWords}. */
final class JoinedWords {

    private JoinedWords() {}

    static boolean isConnector(int c) {
        return c == '-' || c == '_' || GoString.isSpace(c);
    }

    /** Connectors at the start stay, others go with their first one; runs of upper case become one capital. */
    static String of(String text) {
        int[] all =
                text.codePoints().map(c -> GoString.isEscape(c) ? 0xFFFD : c).toArray();
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < all.length && isConnector(all[at])) {
            out.appendCodePoint(all[at++]);
        }
        if (at == all.length) {
            return repeatsLast(out, all);
        }
        boolean firstWasUpper = Runes.isUpper(all[at]);
        int current = Character.toUpperCase(all[at]);
        for (at++; at < all.length; at++) {
            int before = current;
            current = all[at];
            boolean afterConnector = isConnector(before);
            if (afterConnector && isConnector(current)) {
                out.appendCodePoint(before);
            } else if (afterConnector) {
                firstWasUpper = Runes.isUpper(current);
                current = Character.toUpperCase(current);
            } else {
                if (firstWasUpper) {
                    firstWasUpper = Runes.isUpper(current);
                    current = firstWasUpper ? Character.toLowerCase(current) : current;
                }
                out.appendCodePoint(before);
            }
        }
        return out.appendCodePoint(current).toString();
    }

    /** A text of nothing but connectors gets its last one twice, as xstrings has it. */
    private static String repeatsLast(StringBuilder connectors, int[] all) {
        return all.length == 0
                ? ""
                : connectors.appendCodePoint(all[all.length - 1]).toString();
    }
}
