package dev.capstan.forge;

import java.util.List;

/**
 * What builds and other checks say of a commit.
 *
 * @param names of those that failed, or of those that are waited for; at most {@value #MOST_NAMES}
 */
public record ChecksState(Verdict verdict, List<String> names) {
    static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 100;

    /** All of them together. */
    public enum Verdict {
        /** There are none. */
        NONE,
        /** None failed, and some are not done. */
        PENDING,
        /** All went well, or do not matter. */
        GREEN,
        /** At least one failed. */
        RED
    }

    /** What one check says. */
    public enum Check {
        PENDING,
        PASSED,
        FAILED
    }

    /** Copies the names, on one short line each. */
    public ChecksState {
        names = names.stream()
                .map(ChecksState::cleaned)
                .distinct()
                .limit(MOST_NAMES)
                .toList();
    }

    /** No check is known. */
    public static final ChecksState NONE = new ChecksState(Verdict.NONE, List.of());

    /** A check with its name. */
    public record Named(String name, Check check) {}

    /** What checks say together. */
    public static ChecksState of(List<Named> checks) {
        if (checks.isEmpty()) {
            return NONE;
        }
        var failed = namesOf(checks, Check.FAILED);
        if (!failed.isEmpty()) {
            return new ChecksState(Verdict.RED, failed);
        }
        var pending = namesOf(checks, Check.PENDING);
        return pending.isEmpty()
                ? new ChecksState(Verdict.GREEN, List.of())
                : new ChecksState(Verdict.PENDING, pending);
    }

    private static List<String> namesOf(List<Named> checks, Check wanted) {
        return checks.stream()
                .filter(it -> it.check() == wanted)
                .map(Named::name)
                .toList();
    }

    private static String cleaned(String name) {
        String line = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
    }
}
