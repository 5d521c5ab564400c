package dev.capstan.apply.prune;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much may be deleted at once: a deletion of more objects than that, which are also at least that share of all
 * recorded ones, is stopped.
 *
 * @param objects so many are always allowed
 * @param percent a smaller share is always allowed, 0 to 100
 */
public record PruneLimit(int objects, int percent) {

    /** How a limit is written. */
    public static final String FORM = "a number of objects and a share, for example 50,100%";

    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,9})\\s*,\\s*(\\d{1,3})\\s*%\\s*");

    public PruneLimit {
        if (objects < 0 || percent < 0 || percent > 100) {
            throw new IllegalArgumentException("Not a limit: " + objects + "," + percent + "%");
        }
    }

    /** Reads a limit in the form {@code <objects>,<percent>%}; empty when it is not one. */
    public static Optional<PruneLimit> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches() && Integer.parseInt(parts.group(2)) <= 100
                ? Optional.of(new PruneLimit(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    /** Whether deleting so many of the recorded objects is more than allowed. */
    public boolean isExceededBy(int deletions, int recorded) {
        return deletions > objects && (long) deletions * 100 >= (long) percent * recorded;
    }

    @Override
    public String toString() {
        return objects + "," + percent + "%";
    }
}
