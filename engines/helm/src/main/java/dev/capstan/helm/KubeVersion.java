package dev.capstan.helm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Kubernetes.
 *
 * @param version as the API server says it, with a {@code v} in front, for example {@code v1.33.4-gke.1245000}
 * @param normalized what ranges of versions are asked about: numbers alone
 * @param major for example {@code 1}
 * @param minor for example {@code 33}
 */
public record KubeVersion(String version, String normalized, String major, String minor) {
    /** What Helm 4.3 was built for, and assumes without a cluster. */
    public static final KubeVersion DEFAULT = new KubeVersion("v1.37.0", "v1.37.0", "1", "37");

    /** Texts without a line end are allowed behind the numbers, as in {@code v1.28+}. */
    private static final Pattern GENERIC = Pattern.compile("[\\t\\n\\f\\r ]*v?([0-9]+(?:\\.[0-9]+)*+)[^\\n]*");

    private static final int FEWEST_PARTS = 2;

    /** What reading a version gives. */
    public sealed interface Parsed {
        /** It is one. */
        record Version(KubeVersion version) implements Parsed {}

        /** It is not one; Helm's words for why. */
        record Invalid(String why) implements Parsed {}
    }

    /** Reads a version as a server or a user gives it. */
    public static Parsed parse(String text) {
        Matcher match = GENERIC.matcher(text);
        if (!match.matches()) {
            return new Parsed.Invalid("could not parse \"" + text + "\" as version");
        }
        String numbers = match.group(1);
        String[] parts = numbers.split("\\.", -1);
        if (parts.length < FEWEST_PARTS) {
            return new Parsed.Invalid("illegal version string \"" + text + "\"");
        }
        if (parts[0].length() > 1 && parts[0].startsWith("0")) {
            return new Parsed.Invalid(
                    "illegal zero-prefixed version component \"" + parts[0] + "\" in \"" + text + "\"");
        }
        List<String> plain = new ArrayList<>();
        for (String part : parts) {
            var number = new BigInteger(part);
            if (number.bitLength() > Long.SIZE) {
                return new Parsed.Invalid("illegal non-numeric version component \"" + part + "\" in \"" + text
                        + "\": strconv.ParseUint: parsing \"" + part + "\": value out of range");
            }
            plain.add(number.toString());
        }
        String version = text.startsWith("v") ? text : "v" + text;
        return new Parsed.Version(new KubeVersion(version, "v" + String.join(".", plain), plain.get(0), plain.get(1)));
    }

    @Override
    public String toString() {
        return normalized;
    }
}
