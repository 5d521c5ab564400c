package dev.capstan.source.gitrepository;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The author of a commit, as its header says. Anybody can write any name there; only a signature says who it was.
 *
 * @param shown for messages: one line, shortened
 * @param email empty when the header is not of the form that Git writes, so that two readers could see two addresses
 */
record CommitAuthor(String shown, Optional<String> email) {
    private static final Pattern FORM = Pattern.compile("(?<name>[^<>]*)<(?<email>[^<>\\s]*)> -?\\d+ [+-]\\d{4}");
    private static final int LONGEST = 120;

    /** Reads the header {@code author}. */
    static CommitAuthor of(String header) {
        var form = FORM.matcher(header);
        if (!form.matches()) {
            return new CommitAuthor(cleaned(header), Optional.empty());
        }
        var email = form.group("email");
        return new CommitAuthor(cleaned(form.group("name") + "<" + email + ">"), Optional.of(email));
    }

    private static String cleaned(String text) {
        var line = text.replaceAll("[\\p{C}]", "?").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
