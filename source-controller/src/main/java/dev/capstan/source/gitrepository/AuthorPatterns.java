package dev.capstan.source.gitrepository;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * E-mail addresses of authors, as an annotation lists them: separated by commas or white space, upper and lower case alike, a
 * {@code *} for any characters but {@code @}.
 *
 * @param patterns as they are written
 */
record AuthorPatterns(List<String> patterns) {

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
        return pattern.chars().filter(c -> c == '@').count() == 1
                && pattern.indexOf('<') < 0
                && pattern.indexOf('>') < 0;
    }

    boolean allow(String email) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, email));
    }

    private static boolean matches(String pattern, String email) {
        var expression =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^@]*"));
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(email)
                .matches();
    }

    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
