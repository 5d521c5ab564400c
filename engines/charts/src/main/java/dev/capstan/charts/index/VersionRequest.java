package dev.capstan.charts.index;

import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.semver.SemanticVersion;
import dev.capstan.semver.VersionRange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which version of a chart is asked for: an exact one, or the highest in a range. A version that is written exactly as asked for
 * is taken before any other; pre-releases are taken only when the range names one.
 */
public final class VersionRequest {
    private static final Comparator<IndexEntry> OLDEST_FIRST =
            Comparator.comparing(entry -> entry.created().orElse(Instant.MIN));

    private final String text;
    private final VersionRange range;

    private VersionRequest(String text, VersionRange range) {
        this.text = text;
        this.range = range;
    }

    /**
     * Reads a request.
     *
     * @param text a version or a range; empty text means any version that is not a pre-release
     * @throws ChartException when it is neither
     */
    public static VersionRequest parse(String text) throws ChartException {
        var wanted = text.isBlank() ? "*" : text.strip();
        return switch (VersionRange.parse(wanted)) {
            case VersionRange.Parsed.Range(var range) -> new VersionRequest(wanted, range);
            case VersionRange.Parsed.Invalid(var why) -> throw new ChartException(new ChartFailure.VersionInvalid(why));
        };
    }

    /** Whether it names one complete version. */
    public boolean isComplete() {
        return SemanticVersion.parse(text).isPresent();
    }

    /** Whether a version is what is asked for. */
    public boolean accepts(String version) {
        return version.equals(text)
                || SemanticVersion.parse(version).filter(range::contains).isPresent();
    }

    /** The best of several versions, for example tags of a registry; empty when none is asked for. */
    public Optional<String> best(List<String> versions) {
        if (versions.contains(text)) {
            return Optional.of(text);
        }
        return versions.stream()
                .filter(this::accepts)
                .max(Comparator.comparing(
                        (String version) -> SemanticVersion.parse(version).orElseThrow()));
    }

    /** Whether the first entry is to be preferred; both are accepted. Of equal versions the younger wins. */
    boolean prefers(IndexEntry entry, IndexEntry other) {
        boolean isExact = entry.version().equals(text);
        if (isExact != other.version().equals(text)) {
            return isExact;
        }
        var mine = entry.semantic();
        var others = other.semantic();
        if (mine.isEmpty() || others.isEmpty()) {
            return false; // Both are the exact text: the first one stays.
        }
        int order = mine.get().compareTo(others.get());
        return order > 0 || (order == 0 && !isExact && OLDEST_FIRST.compare(entry, other) > 0);
    }

    /** As it was written; {@code *} for an empty text. */
    @Override
    public String toString() {
        return text;
    }
}
