package dev.capstan.cli.artifact;

import dev.capstan.cli.CommandFailure;
import dev.capstan.semver.SemanticVersion;
import dev.capstan.semver.VersionRange;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which tags of a repository are artifacts that somebody wants to see. */
record TagChoice(Optional<VersionRange> range, Pattern expression) {
    /** What stands beside an artifact: signatures, attestations, lists of referrers. */
    private static final Pattern BESIDE = Pattern.compile(".*\\.(?:sig|att|sbom)|sha256-[0-9a-f]{64}");

    /** Empty texts choose everything. */
    static TagChoice of(String range, String expression) {
        try {
            return new TagChoice(
                    range.isEmpty() ? Optional.empty() : Optional.of(rangeOf(range)), Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new CommandFailure("--filter-regex: '" + expression + "' is not a regular expression", e);
        }
    }

    private static VersionRange rangeOf(String text) {
        return switch (VersionRange.parse(text)) {
            case VersionRange.Parsed.Range(var range) -> range;
            case VersionRange.Parsed.Invalid(var why) -> throw new CommandFailure("--filter-semver: " + why);
        };
    }

    boolean includes(String tag) {
        boolean isInRange = range.isEmpty()
                || SemanticVersion.parse(tag).filter(range.get()::contains).isPresent();
        return isInRange
                && expression.matcher(tag).find()
                && !BESIDE.matcher(tag).matches();
    }
}
