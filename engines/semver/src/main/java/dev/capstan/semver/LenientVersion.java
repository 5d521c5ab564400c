package dev.capstan.semver;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as Masterminds' semver reads it where people write them: a {@code v} in front, missing parts and leading
 * zeros are allowed. Ordering ignores build metadata.
 *
 * @param major an unsigned number
 * @param minor an unsigned number
 * @param patch an unsigned number
 * @param prerelease without the leading {@code -}; empty for a release
 * @param build without the leading {@code +}; empty when there is none
 * @param original the text that was read
 */
public record LenientVersion(long major, long minor, long patch, String prerelease, String build, String original)
        implements Comparable<LenientVersion> {

    private static final int LONGEST = 256;
    private static final Pattern LOOSE = Pattern.compile("v?([0-9]+)(\\.[0-9]+)?(\\.[0-9]+)?"
            + "(-([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?"
            + "(\\+([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?");
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(Long.SIZE);
    private static final Comparator<LenientVersion> ORDER = Comparator.comparing(
                    LenientVersion::major, Long::compareUnsigned)
            .thenComparing(LenientVersion::minor, Long::compareUnsigned)
            .thenComparing(LenientVersion::patch, Long::compareUnsigned)
            .thenComparing(LenientVersion::prerelease, LenientVersion::comparePrereleases);

    /**
     * Reads a version.
     *
     * @throws InvalidVersionException with the words of the Go library
     */
    public static LenientVersion parse(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidVersionException("version string is too long (max " + LONGEST + " bytes)");
        }
        Matcher match = LOOSE.matcher(text);
        if (!match.matches()) {
            throw new InvalidVersionException("invalid semantic version");
        }
        String prerelease = orEmpty(match.group(5));
        for (String part : prerelease.split("\\.", -1)) {
            if (part.length() > 1 && part.startsWith("0") && isNumber(part)) {
                throw new InvalidVersionException("version segment starts with 0");
            }
        }
        return new LenientVersion(
                number(match.group(1)),
                number(match.group(2)),
                number(match.group(3)),
                prerelease,
                orEmpty(match.group(8)),
                text);
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    private static long number(@Nullable String group) {
        String digits = orEmpty(group).replace(".", "");
        if (digits.isEmpty()) {
            return 0;
        }
        BigInteger value = new BigInteger(digits);
        if (value.compareTo(LIMIT) >= 0) {
            throw new InvalidVersionException(
                    "error parsing version segment: strconv.ParseUint: parsing \"" + digits + "\": value out of range");
        }
        return value.longValue();
    }

    @Override
    public int compareTo(LenientVersion other) {
        return ORDER.compare(this, other);
    }

    static int comparePrereleases(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty()); // a release is above its pre-releases
        }
        String[] lefts = left.split("\\.", -1);
        String[] rights = right.split("\\.", -1);
        for (int i = 0; i < Math.min(lefts.length, rights.length); i++) {
            int order = compareParts(lefts[i], rights[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(lefts.length, rights.length);
    }

    private static int compareParts(String left, String right) {
        boolean leftIsNumber = isNumber(left);
        boolean rightIsNumber = isNumber(right);
        if (leftIsNumber && rightIsNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return leftIsNumber == rightIsNumber ? left.compareTo(right) : leftIsNumber ? -1 : 1;
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The three numbers with pre-release and metadata, without what was odd about the text. */
    @Override
    public String toString() {
        return Long.toUnsignedString(major) + "." + Long.toUnsignedString(minor) + "." + Long.toUnsignedString(patch)
                + (prerelease.isEmpty() ? "" : "-" + prerelease) + (build.isEmpty() ? "" : "+" + build);
    }
}
