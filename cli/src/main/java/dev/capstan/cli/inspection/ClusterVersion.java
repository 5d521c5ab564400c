package dev.capstan.cli.inspection;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of Kubernetes of a cluster.
 *
 * @param major of 1.34: 1
 * @param minor of 1.34: 34
 * @param text as the server says it
 */
public record ClusterVersion(int major, int minor, String text) {

    /** What the flux command of the supported line asks for as well. */
    private static final int OLDEST = 33;

    /** The newest that Capstan was tried on. */
    private static final int NEWEST_TRIED = 34;

    private static final String SUBJECT = "Kubernetes";
    private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4}).*");

    /** Reads {@code v1.34.4}, also with what vendors append; empty when that is no version. */
    public static Optional<ClusterVersion> parse(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        return matcher.matches()
                ? Optional.of(new ClusterVersion(
                        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), text))
                : Optional.empty();
    }

    /** Whether Capstan works there. */
    public static Finding check(String text) {
        return parse(text)
                .map(ClusterVersion::check)
                .orElseGet(() -> Finding.warning(
                        SUBJECT,
                        "the server says a version that cannot be read: '" + text + "'",
                        "Make sure that it is 1." + OLDEST + " or newer."));
    }

    private Finding check() {
        if (major != 1) {
            return Finding.warning(
                    SUBJECT,
                    text + " was not tried",
                    "Capstan was tried on 1.%d to 1.%d.".formatted(OLDEST, NEWEST_TRIED));
        }
        if (minor < OLDEST) {
            return Finding.failed(
                    SUBJECT,
                    "%s is too old: Capstan needs 1.%d or newer".formatted(text, OLDEST),
                    "Upgrade the cluster first.");
        }
        return minor > NEWEST_TRIED
                ? Finding.warning(
                        SUBJECT,
                        "%s is newer than what Capstan was tried on, 1.%d".formatted(text, NEWEST_TRIED),
                        "It should work; read the changelog of a newer Capstan.")
                : Finding.ok(SUBJECT, text);
    }
}
