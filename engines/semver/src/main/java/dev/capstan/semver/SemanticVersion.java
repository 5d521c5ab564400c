package dev.capstan.semver;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version by semver.org 2.0.0. Ordering ignores build metadata, so versions that differ only there compare as 0 without being
 * equal.
 *
 * @param prerelease without the leading {@code -}; empty for a release
 * @param build without the leading {@code +}; empty when there is none
 */
public record SemanticVersion(long major, long minor, long patch, String prerelease, String build)
        implements Comparable<SemanticVersion> {
    private static final int LONGEST = 256;
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*+";
    private static final Pattern STRICT = Pattern.compile("v?" + NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-("
            + IDENTIFIERS + "))?(?:\\+(" + IDENTIFIERS + "))?");
    private static final Comparator<SemanticVersion> ORDER = Comparator.comparingLong(SemanticVersion::major)
            .thenComparingLong(SemanticVersion::minor)
            .thenComparingLong(SemanticVersion::patch)
            .thenComparing(SemanticVersion::prerelease, SemanticVersion::comparePrerelease);

    /** Reads a complete version; a {@code v} in front is allowed, missing parts and leading zeros are not. */
    public static Optional<SemanticVersion> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var match = STRICT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var prerelease = Optional.ofNullable(match.group(4)).orElse("");
        for (var identifier : prerelease.split("\\.", -1)) {
            if (identifier.length() > 1 && identifier.startsWith("0") && isNumber(identifier)) {
                return Optional.empty();
            }
        }
        return Optional.of(new SemanticVersion(
                Long.parseLong(match.group(1)),
                Long.parseLong(match.group(2)),
                Long.parseLong(match.group(3)),
                prerelease,
                Optional.ofNullable(match.group(5)).orElse("")));
    }

    /** Whether it is a pre-release, such as {@code 1.0.0-rc.1}. */
    public boolean isPrerelease() {
        return !prerelease.isEmpty();
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }

    private static int comparePrerelease(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty()); // a release is above its pre-releases
        }
        var lefts = left.split("\\.", -1);
        var rights = right.split("\\.", -1);
        for (int i = 0; i < Math.min(lefts.length, rights.length); i++) {
            var order = compareIdentifier(lefts[i], rights[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(lefts.length, rights.length);
    }

    private static int compareIdentifier(String left, String right) {
        if (isNumber(left) && isNumber(right)) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        if (isNumber(left) != isNumber(right)) {
            return isNumber(left) ? -1 : 1; // numbers are below words
        }
        return left.compareTo(right);
    }

    private static boolean isNumber(String identifier) {
        return !identifier.isEmpty() && identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + (prerelease.isEmpty() ? "" : "-" + prerelease)
                + (build.isEmpty() ? "" : "+" + build);
    }
}
