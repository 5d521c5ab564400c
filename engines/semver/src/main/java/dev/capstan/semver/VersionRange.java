package dev.capstan.semver;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A range of versions: {@code >=1.2.0 <2.0.0}, {@code ~1.2}, {@code ^1}, {@code 1.x}, {@code *}, {@code 1.2 - 1.4}, alternatives
 * with {@code ||}, conjunctions with spaces or commas. Pre-releases are in a range only when it names one itself.
 */
public final class VersionRange {
    private static final int LONGEST = 1024;
    private static final String VERSION = "v?[0-9xX*]+(?:\\.[0-9xX*]+){0,2}+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?";
    private static final Pattern HYPHEN = Pattern.compile("(" + VERSION + ")\\s+-\\s+(" + VERSION + ")");
    private static final Pattern COMPARISON = Pattern.compile("(=<|=>|<=|>=|!=|~>|=|<|>|~|\\^)?\\s*(" + VERSION + ")");

    private final String text;
    private final List<List<Comparison>> alternatives;

    private VersionRange(String text, List<List<Comparison>> alternatives) {
        this.text = text;
        this.alternatives = alternatives;
    }

    /** What reading a range gives: the range, or why it is none. */
    public sealed interface Parsed {
        record Range(VersionRange range) implements Parsed {}

        record Invalid(String why) implements Parsed {}
    }

    /** Reads a range. */
    public static Parsed parse(String text) {
        if (text.length() > LONGEST) {
            return new Parsed.Invalid("a version range has at most " + LONGEST + " characters");
        }
        var alternatives = new ArrayList<List<Comparison>>();
        for (var alternative : text.split("\\|\\|", -1)) {
            var plain = HYPHEN.matcher(alternative).replaceAll(">=$1 <=$2");
            var comparisons = new ArrayList<Comparison>();
            var match = COMPARISON.matcher(plain);
            int end = 0;
            while (match.find()) {
                if (!isSeparator(plain.substring(end, match.start()))) {
                    return invalid(text);
                }
                end = match.end();
                var operator = match.group(1) == null ? "" : match.group(1);
                var partial = PartialVersion.parse(match.group(2));
                if (partial.isEmpty()) {
                    return invalid(text);
                }
                comparisons.add(new Comparison(operator, partial.get()));
            }
            if (comparisons.isEmpty() || !isSeparator(plain.substring(end))) {
                return invalid(text);
            }
            alternatives.add(List.copyOf(comparisons));
        }
        return new Parsed.Range(new VersionRange(text, List.copyOf(alternatives)));
    }

    private static boolean isSeparator(String text) {
        return text.chars().allMatch(c -> c == ' ' || c == ',' || c == '\t');
    }

    private static Parsed invalid(String text) {
        return new Parsed.Invalid(
                "'" + text + "' is not a version range; write for example '>=1.2.0 <2.0.0', '~1.2' or '1.x'");
    }

    /** Whether the version lies within. */
    public boolean contains(SemanticVersion version) {
        return alternatives.stream().anyMatch(comparisons -> containsAll(comparisons, version));
    }

    private static boolean containsAll(List<Comparison> comparisons, SemanticVersion version) {
        var namesPrerelease =
                comparisons.stream().anyMatch(c -> !c.version().prerelease().isEmpty());
        if (version.isPrerelease() && !namesPrerelease) {
            return false;
        }
        return comparisons.stream().allMatch(comparison -> comparison.holdsFor(version));
    }

    /** The range as it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionRange range && range.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** An operator and the version it compares with. */
    private record Comparison(String operator, PartialVersion version) {

        boolean holdsFor(SemanticVersion candidate) {
            var low = version.lowest();
            return switch (operator) {
                case "", "=" -> version.isWhole() ? candidate.compareTo(low) == 0 : isWithin(candidate);
                case "!=" -> version.isWhole() ? candidate.compareTo(low) != 0 : !isWithin(candidate);
                case ">" -> version.isWhole() ? candidate.compareTo(low) > 0 : isAbove(candidate);
                case ">=", "=>" -> candidate.compareTo(low) >= 0;
                case "<" -> candidate.compareTo(low) < 0;
                case "<=", "=<" -> version.isWhole() ? candidate.compareTo(low) <= 0 : !isAbove(candidate);
                case "~", "~>" -> candidate.compareTo(low) >= 0 && sharesTildePrefix(candidate);
                default -> candidate.compareTo(low) >= 0 && sharesCaretPrefix(candidate);
            };
        }

        /** For {@code 1}, {@code 1.2} or {@code 1.x}: the parts that are written are the same. */
        private boolean isWithin(SemanticVersion candidate) {
            return version.parts() == 0
                    || candidate.major() == version.major()
                            && (version.parts() == 1 || candidate.minor() == version.minor());
        }

        /** Above everything that a partial version stands for. */
        private boolean isAbove(SemanticVersion candidate) {
            if (version.parts() == 0) {
                return false;
            }
            if (candidate.major() != version.major()) {
                return candidate.major() > version.major();
            }
            return version.parts() == 2 && candidate.minor() > version.minor();
        }

        private boolean sharesTildePrefix(SemanticVersion candidate) {
            return version.parts() == 0
                    || candidate.major() == version.major()
                            && (version.parts() == 1 || candidate.minor() == version.minor());
        }

        /** Same left-most part that is not zero. */
        private boolean sharesCaretPrefix(SemanticVersion candidate) {
            if (version.parts() == 0) {
                return true;
            }
            if (version.major() > 0 || candidate.major() > 0 || version.parts() == 1) {
                return candidate.major() == version.major();
            }
            if (version.minor() > 0 || candidate.minor() > 0 || version.parts() == 2) {
                return candidate.minor() == version.minor();
            }
            return candidate.patch() == version.patch();
        }
    }
}
