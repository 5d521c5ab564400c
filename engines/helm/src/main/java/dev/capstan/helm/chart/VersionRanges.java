package dev.capstan.helm.chart;

import dev.capstan.semver.InvalidVersionException;
import dev.capstan.semver.LenientVersion;
import dev.capstan.semver.VersionConstraints;

/** Ranges of versions as charts write them. */
public final class VersionRanges {
    private VersionRanges() {}

    /** Whether the text is a version, where parts may be missing. */
    public static boolean isVersion(String text) {
        try {
            LenientVersion.parse(text);
            return true;
        } catch (InvalidVersionException e) {
            return false;
        }
    }

    /** Whether a version is in a range; false as well when one of the two cannot be read, and an empty range cannot. */
    public static boolean accepts(String range, String version) {
        try {
            return VersionConstraints.parse(range).check(LenientVersion.parse(version));
        } catch (InvalidVersionException e) {
            return false;
        }
    }
}
