package dev.capstan.images.policy;

import dev.capstan.images.policy.TagVerdict.Standing;
import dev.capstan.semver.InvalidVersionException;
import dev.capstan.semver.LenientVersion;
import dev.capstan.semver.VersionConstraints;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values as versions: all three numbers, without leading zeros, with or without a {@code v} in front. */
final class VersionValue {
    private static final Pattern STRICT =
            Pattern.compile("v?(?:0|[1-9][0-9]*+)(?:\\.(?:0|[1-9][0-9]*+)){2}(?:[-+].*)?");

    private VersionValue() {}

    static Judgement<LenientVersion> judge(String value, VersionConstraints constraints, String range) {
        if (!STRICT.matcher(value).matches()) {
            return noVersion(value);
        }
        LenientVersion version;
        try {
            version = LenientVersion.parse(value);
        } catch (InvalidVersionException e) {
            return noVersion(value);
        }
        return constraints.check(version) ? new Judgement.Eligible<>(version) : outside(version, constraints, range);
    }

    private static Judgement<LenientVersion> noVersion(String value) {
        return new Judgement.Refused<>(
                Standing.NOT_A_VERSION,
                "'" + Shown.text(value) + "' is not a version such as 1.2.3 or v1.2.3-rc.1",
                Optional.empty());
    }

    private static Judgement<LenientVersion> outside(
            LenientVersion version, VersionConstraints constraints, String range) {
        LenientVersion release = new LenientVersion(
                version.major(), version.minor(), version.patch(), "", version.build(), version.original());
        boolean isOnlyPrerelease = !version.prerelease().isEmpty() && constraints.check(release);
        return isOnlyPrerelease
                ? new Judgement.Refused<>(
                        Standing.PRERELEASE,
                        version + " is a pre-release, and the range '" + Shown.text(range)
                                + "' names none; a lower end such as >=" + release + "-0 lets them in",
                        Optional.of(version))
                : new Judgement.Refused<>(
                        Standing.OUT_OF_RANGE,
                        version + " is not in the range '" + Shown.text(range) + "'",
                        Optional.of(version));
    }
}
