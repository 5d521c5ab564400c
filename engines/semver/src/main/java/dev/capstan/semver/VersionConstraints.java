package dev.capstan.semver;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Constraints on versions exactly as Masterminds' semver 3.5 checks them, odd corners and words of refusal included:
 * what Helm's {@code semverCompare}, {@code kubeVersion} and dependencies go by. Pre-releases pass only where a
 * constraint of the same group names one.
 */
public final class VersionConstraints {

    private static final int LONGEST = 512;
    private static final int MOST_GROUPS = 32;

    private static final String VERSION = "v?([0-9|xX*]+)(\\.[0-9|xX*]+)?(\\.[0-9|xX*]+)?"
            + "(-([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?(\\+([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?";
    private static final String OPERATOR = "=||!=|>|<|>=|=>|<=|=<|~|~>|\\^";
    private static final Pattern ONE = Pattern.compile("\\s*(" + OPERATOR + ")\\s*(" + VERSION + ")\\s*");
    private static final Pattern EACH = Pattern.compile("(" + OPERATOR + ")\\s*(" + VERSION + ")");
    private static final Pattern HYPHEN = Pattern.compile("\\s*(" + VERSION + ")\\s+-\\s+(" + VERSION + ")\\s*");
    private static final int HYPHEN_END = 11;
    private static final Pattern GROUP = Pattern.compile("(\\s*(" + OPERATOR + ")\\s*(" + VERSION + ")\\s*)"
            + "((?:\\s+|,\\s*)(" + OPERATOR + ")\\s*(" + VERSION + ")\\s*)*");

    private final List<List<Constraint>> alternatives;

    private VersionConstraints(List<List<Constraint>> alternatives) {
        this.alternatives = alternatives;
    }

    /**
     * Reads constraints.
     *
     * @throws InvalidVersionException with the words of the Go library
     */
    public static VersionConstraints parse(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidVersionException("constraint string is too long (max " + LONGEST + " bytes)");
        }
        String[] groups = withoutHyphens(text).split("\\|\\|", -1);
        if (groups.length > MOST_GROUPS) {
            throw new InvalidVersionException("too many constraint groups (max " + MOST_GROUPS + ")");
        }
        List<List<Constraint>> alternatives = new ArrayList<>(groups.length);
        for (String group : groups) {
            if (!GROUP.matcher(group).matches()) {
                throw improper(group);
            }
            List<Constraint> all = new ArrayList<>();
            Matcher each = EACH.matcher(group);
            while (each.find()) {
                all.add(constraint(each.group()));
            }
            alternatives.add(List.copyOf(all));
        }
        return new VersionConstraints(List.copyOf(alternatives));
    }

    /** {@code 1.2 - 1.4} as two comparisons. */
    private static String withoutHyphens(String text) {
        Matcher match = HYPHEN.matcher(text);
        List<MatchResult> found = match.results().toList();
        String rewritten = text;
        for (MatchResult range : found) {
            int at = rewritten.indexOf(range.group());
            String comparisons = ">= " + range.group(1) + ", <= " + range.group(HYPHEN_END) + " ";
            rewritten = rewritten.substring(0, at)
                    + comparisons
                    + rewritten.substring(at + range.group().length());
        }
        return rewritten;
    }

    private static InvalidVersionException improper(String text) {
        String quoted = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\r", "\\r");
        return new InvalidVersionException("improper constraint: \"" + quoted + "\"");
    }

    private static Constraint constraint(String text) {
        Matcher match = ONE.matcher(text);
        if (!match.matches()) {
            throw improper(text);
        }
        String major = match.group(3);
        String minor = part(match.group(4));
        String patch = part(match.group(5));
        String prerelease = match.group(6) == null ? "" : match.group(6);
        boolean anyMajor = isWildcard(major);
        boolean anyMinor = !anyMajor && isWildcard(minor);
        boolean anyPatch = !anyMajor && !anyMinor && isWildcard(patch);
        String version = anyMajor
                ? "0.0.0" + prerelease
                : anyMinor
                        ? major + ".0.0" + prerelease
                        : anyPatch ? major + "." + minor + ".0" + prerelease : match.group(2);
        try {
            return new Constraint(
                    match.group(1),
                    LenientVersion.parse(version),
                    anyMajor || anyMinor || anyPatch,
                    anyMinor,
                    anyPatch);
        } catch (InvalidVersionException invalid) {
            throw new InvalidVersionException("constraint parser error");
        }
    }

    private static String part(@Nullable String group) {
        return group == null ? "" : group.substring(1);
    }

    private static boolean isWildcard(String part) {
        return switch (part) {
            case "", "x", "X", "*" -> true;
            default -> false;
        };
    }

    /** Does the version meet all constraints of one of the alternatives? */
    public boolean check(LenientVersion version) {
        for (List<Constraint> all : alternatives) {
            boolean namesPrerelease =
                    all.stream().anyMatch(one -> !one.version.prerelease().isEmpty());
            boolean mayBeChecked = namesPrerelease || version.prerelease().isEmpty();
            if (mayBeChecked && all.stream().allMatch(one -> one.holdsFor(version))) {
                return true;
            }
        }
        return false;
    }

    /**
     * One comparison.
     *
     * @param isPartial whether a part is missing or a wildcard
     * @param anyMinor whether the minor part is the first of those
     * @param anyPatch whether the patch is the only one of those
     */
    private record Constraint(
            String operator, LenientVersion version, boolean isPartial, boolean anyMinor, boolean anyPatch) {

        boolean holdsFor(LenientVersion candidate) {
            return switch (operator) {
                case "", "=" -> isPartial ? tilde(candidate) : candidate.compareTo(version) == 0;
                case "!=" -> isPartial ? isOutside(candidate) : candidate.compareTo(version) != 0;
                case ">" -> isPartial ? isAbove(candidate) : candidate.compareTo(version) > 0;
                case ">=", "=>" -> candidate.compareTo(version) >= 0;
                case "<" -> candidate.compareTo(version) < 0;
                case "<=", "=<" -> isPartial ? !isBeyond(candidate) : candidate.compareTo(version) <= 0;
                case "~", "~>" -> tilde(candidate);
                default -> caret(candidate);
            };
        }

        private int major(LenientVersion candidate) {
            return Long.compareUnsigned(candidate.major(), version.major());
        }

        private int minor(LenientVersion candidate) {
            return Long.compareUnsigned(candidate.minor(), version.minor());
        }

        private boolean isOutside(LenientVersion candidate) {
            if (major(candidate) != 0) {
                return true;
            }
            if (anyMinor) {
                return false;
            }
            if (minor(candidate) != 0) {
                return true;
            }
            if (anyPatch) {
                return LenientVersion.comparePrereleases(candidate.prerelease(), version.prerelease()) != 0;
            }
            return candidate.patch() != version.patch() || candidate.compareTo(version) != 0;
        }

        private boolean isAbove(LenientVersion candidate) {
            int major = major(candidate);
            if (major != 0 || anyMinor) {
                return major > 0;
            }
            return anyPatch ? minor(candidate) > 0 : candidate.compareTo(version) > 0;
        }

        private boolean isBeyond(LenientVersion candidate) {
            int major = major(candidate);
            return major > 0 || major == 0 && minor(candidate) > 0 && !anyMinor;
        }

        private boolean tilde(LenientVersion candidate) {
            if (candidate.compareTo(version) < 0) {
                return false;
            }
            boolean isZero = version.major() == 0 && version.minor() == 0 && version.patch() == 0;
            if (isZero && !anyMinor && !anyPatch) {
                return true; // everything
            }
            return major(candidate) == 0 && (minor(candidate) == 0 || anyMinor);
        }

        private boolean caret(LenientVersion candidate) {
            if (candidate.compareTo(version) < 0) {
                return false;
            }
            if (version.major() != 0 || anyMinor) {
                return major(candidate) == 0;
            }
            if (candidate.major() != 0) {
                return false;
            }
            if (version.minor() != 0 || anyPatch) {
                return minor(candidate) == 0;
            }
            return candidate.minor() == 0 && candidate.patch() == version.patch();
        }
    }
}
