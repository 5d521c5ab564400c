package dev.capstan.charts.build;

/** Build metadata of versions. */
final class ChartVersionSuffix {
    private ChartVersionSuffix() {}

    /** The version with other build metadata; a {@code v} in front goes, and missing parts become zeros, as Go writes it. */
    static String put(String version, String suffix) {
        int plus = version.indexOf('+');
        var plain = plus < 0 ? version : version.substring(0, plus);
        plain = plain.startsWith("v") ? plain.substring(1) : plain;
        int dash = plain.indexOf('-');
        var numbers = dash < 0 ? plain : plain.substring(0, dash);
        var prerelease = dash < 0 ? "" : plain.substring(dash);
        int parts = numbers.split("\\.", -1).length;
        return numbers + ".0".repeat(Math.max(0, 3 - parts)) + prerelease + "+" + suffix;
    }
}
