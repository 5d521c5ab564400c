package dev.capstan.semver;

import java.util.Optional;

/**
 * A version as ranges write it: parts may be missing or wildcards.
 *
 * @param parts how many of major, minor and patch are given, 0 to 3
 */
record PartialVersion(int parts, long major, long minor, long patch, String prerelease) {

    static Optional<PartialVersion> parse(String text) {
        var plain = text.startsWith("v") ? text.substring(1) : text;
        var plus = plain.indexOf('+');
        plain = plus < 0 ? plain : plain.substring(0, plus);
        var dash = plain.indexOf('-');
        var prerelease = dash < 0 ? "" : plain.substring(dash + 1);
        plain = dash < 0 ? plain : plain.substring(0, dash);
        var numbers = new long[3];
        int parts = 0;
        for (var part : plain.split("\\.", -1)) {
            if (part.matches("[xX*]")) {
                break;
            }
            if (!part.matches("[0-9]{1,18}")) {
                return Optional.empty();
            }
            numbers[parts++] = Long.parseLong(part);
        }
        return Optional.of(new PartialVersion(parts, numbers[0], numbers[1], numbers[2], parts == 3 ? prerelease : ""));
    }

    boolean isWhole() {
        return parts == 3;
    }

    SemanticVersion lowest() {
        return new SemanticVersion(major, minor, patch, prerelease, "");
    }
}
