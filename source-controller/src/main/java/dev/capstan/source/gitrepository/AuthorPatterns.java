package dev.capstan.source.gitrepository;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * E-mail addresses of authors, as an annotation lists them: separated by commas or white space, upper and lower case alike, a
 * {@code *} for any characters but {@code @}.
 *
 * @param patterns as they are written
 */
record AuthorPatterns(List<String> patterns) {
    /** What an address can have at most: 64 characters, an {@code @}, and 255 (RFC 5321, section 4.5.3.1). */
    private static final int LONGEST = 320;

    /** Reads a list; empty when there is no address in it, or a word that cannot be one. */
    static Optional<AuthorPatterns> parse(String text) {
        var patterns = Arrays.stream(text.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        return patterns.isEmpty() || !patterns.stream().allMatch(AuthorPatterns::isUsable)
                ? Optional.empty()
                : Optional.of(new AuthorPatterns(patterns));
    }

    private static boolean isUsable(String pattern) {
        return hasOneAt(pattern) && pattern.indexOf('<') < 0 && pattern.indexOf('>') < 0;
    }

    private static boolean hasOneAt(String text) {
        return text.chars().filter(c -> c == '@').count() == 1;
    }

    /** Whether one of the patterns is the address; one that is too long to be an address is nobody's. */
    boolean allow(String email) {
        var lower = email.toLowerCase(Locale.ROOT);
        return email.length() <= LONGEST
                && hasOneAt(email)
                && patterns.stream().anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), lower));
    }

    /**
     * Looks for one word of the pattern after the other, each as near to the beginning as it is there. A star never stands for
     * {@code @}: there is one in the pattern and one in the address.
     */
    private static boolean matches(String pattern, String email) {
        var words = pattern.split("\\*", -1);
        var last = words[words.length - 1];
        if (words.length == 1) {
            return pattern.equals(email);
        }
        int from = words[0].length();
        int end = email.length() - last.length();
        if (from > end || !email.startsWith(words[0]) || !email.endsWith(last)) {
            return false;
        }
        for (var word : Arrays.asList(words).subList(1, words.length - 1)) {
            int found = email.indexOf(word, from, end);
            if (found < 0) {
                return false;
            }
            from = found + word.length();
        }
        return true;
    }

    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
