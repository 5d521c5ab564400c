package dev.capstan.argo.health.rule;

import java.util.Optional;

/** The text of an expression, read from left to right. */
final class RuleText {

    private final String text;
    private int place;

    RuleText(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return place >= text.length();
    }

    /** The next character, or 0 at the end. */
    char peek() {
        return isAtEnd() ? 0 : text.charAt(place);
    }

    char next() {
        char letter = peek();
        place++;
        return letter;
    }

    void skipBlanks() {
        while (!isAtEnd() && Character.isWhitespace(text.charAt(place))) {
            place++;
        }
    }

    /** Takes a sign, after blanks, if it comes next. */
    boolean take(String sign) {
        skipBlanks();
        if (!text.startsWith(sign, place)) {
            return false;
        }
        place += sign.length();
        return true;
    }

    /** Takes a word, after blanks, if it comes next as a whole word. */
    boolean takeWord(String word) {
        skipBlanks();
        int end = place + word.length();
        if (!text.startsWith(word, place) || end < text.length() && isOfName(text.charAt(end))) {
            return false;
        }
        place = end;
        return true;
    }

    void expect(String sign) throws RuleSyntaxException {
        if (!take(sign)) {
            throw fault("'" + sign + "'");
        }
    }

    /** A name of letters, digits and underscores. */
    String name() throws RuleSyntaxException {
        return letters("").orElseThrow(() -> fault("a name"));
    }

    /** A word to compare with, which may hold more signs than a name. */
    Optional<String> word() {
        skipBlanks();
        return letters("./:-");
    }

    private Optional<String> letters(String more) {
        int start = place;
        while (!isAtEnd() && (isOfName(text.charAt(place)) || more.indexOf(text.charAt(place)) >= 0)) {
            place++;
        }
        return start == place ? Optional.empty() : Optional.of(text.substring(start, place));
    }

    private static boolean isOfName(char letter) {
        return letter == '_'
                || letter >= '0' && letter <= '9'
                || letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z';
    }

    RuleSyntaxException fault(String expected) {
        int from = Math.max(0, Math.min(place, text.length()) - 20);
        String before = text.substring(from, Math.min(place, text.length()));
        return new RuleSyntaxException(
                "expected " + expected + (before.isEmpty() ? " at the beginning" : " behind '" + before + "'"));
    }
}
