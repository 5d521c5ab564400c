package dev.capstan.helm.chart;

import dev.capstan.semver.SemanticVersion;
import dev.capstan.semver.VersionRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ranges of versions as charts write them. */
public final class VersionRanges {
    private static final Pattern LOOSE = Pattern.compile(
            "v?([0-9]{1,18})(\\.[0-9]{1,18})?(\\.[0-9]{1,18})?((?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?)");

    private VersionRanges() {}

    /** Whether the text is a version, where parts may be missing. */
    public static boolean isVersion(String text) {
        return version(text).isPresent();
    }

    /** Whether a version is in a range; false as well when one of the two cannot be read. An empty range takes everything. */
    public static boolean accepts(String range, String version) {
        Optional<SemanticVersion> candidate = version(version);
        if (candidate.isEmpty()) {
            return false;
        }
        return switch (VersionRange.parse(range.isEmpty() ? "*" : range)) {
            case VersionRange.Parsed.Range(var parsed) -> parsed.contains(candidate.get());
            case VersionRange.Parsed.Invalid _ -> false;
        };
    }

    private static Optional<SemanticVersion> version(String text) {
        Matcher match = LOOSE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        return SemanticVersion.parse(
                number(match.group(1)) + "." + number(match.group(2)) + "." + number(match.group(3)) + match.group(4));
    }

    private static long number(@org.jspecify.annotations.Nullable String part) {
        return part == null ? 0 : Long.parseLong(part.startsWith(".") ? part.substring(1) : part);
    }
}
