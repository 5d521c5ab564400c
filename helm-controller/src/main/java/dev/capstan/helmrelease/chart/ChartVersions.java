package dev.capstan.helmrelease.chart;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.semver.SemanticVersion;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version that a release gets of a chart whose revision carries a digest: with the digest in it, a tag that is pushed
 * again makes another version, and so an upgrade.
 */
public sealed interface ChartVersions {

    /**
     * The version to use.
     *
     * @param version with the beginning of the digest in place of build metadata
     * @param ociDigest the whole digest; empty when the revision has none
     */
    record Usable(String version, String ociDigest) implements ChartVersions {}

    /** Chart and tag do not fit together. */
    record Unusable(String message) implements ChartVersions {}

    /** Digits of the digest that become part of the version. */
    int DIGITS = 12;

    /**
     * The version for a chart.
     *
     * @param version as {@code Chart.yaml} gives it
     * @param revision {@code tag@algorithm:hex}, or the digest alone
     */
    static ChartVersions of(String version, ArtifactRevision revision) {
        String text = revision.text();
        int at = text.indexOf('@');
        String digest = text.substring(at + 1);
        int colon = digest.indexOf(':');
        if (colon < 0 || digest.length() - colon - 1 < DIGITS) {
            return new Usable(version, "");
        }
        Optional<SemanticVersion> own = read(version);
        if (own.isEmpty()) {
            return new Unusable("the version '%s' of the chart is not a semantic version".formatted(version));
        }
        Optional<SemanticVersion> tag = at < 0 ? Optional.empty() : ofTag(text.substring(0, at));
        if (tag.isPresent() && tag.get().compareTo(own.get()) != 0) {
            return new Unusable(
                    "the tag '%s' of the source is another version than '%s' of the chart: push the chart under a tag of its version"
                            .formatted(text.substring(0, at), version));
        }
        SemanticVersion chart = own.get();
        return new Usable(
                new SemanticVersion(
                                chart.major(),
                                chart.minor(),
                                chart.patch(),
                                chart.prerelease(),
                                digest.substring(colon + 1, colon + 1 + DIGITS))
                        .toString(),
                digest);
    }

    /** Tags cannot hold a plus sign, so Helm writes an underscore in its place. */
    private static Optional<SemanticVersion> ofTag(String tag) {
        return read(tag.replace('_', '+'));
    }

    /** Reads a version; minor and patch may be missing, as Helm allows. */
    private static Optional<SemanticVersion> read(String text) {
        var parts = Loose.PATTERN.matcher(text);
        return parts.matches()
                ? SemanticVersion.parse(parts.group(1)
                        + (parts.group(2) == null ? ".0" : parts.group(2))
                        + (parts.group(3) == null ? ".0" : parts.group(3))
                        + parts.group(4))
                : Optional.empty();
    }

    /** Versions of which parts may be missing. */
    final class Loose {
        private static final Pattern PATTERN = Pattern.compile("v?([0-9]+)(\\.[0-9]+)?(\\.[0-9]+)?((?:[-+].*)?)");

        private Loose() {}
    }
}
