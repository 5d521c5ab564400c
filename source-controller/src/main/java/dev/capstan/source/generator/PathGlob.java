package dev.capstan.source.generator;

import dev.capstan.source.content.Glob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of paths: {@code *}, {@code ?} and {@code [a-z]} stand for characters of one name, {@code **} for any number of folders. At
 * the end {@code **} stands for everything below a folder.
 */
final class PathGlob {
    private static final String ANY_FOLDERS = "**";
    private static final String ANY_NAME = "*";

    private final List<String> segments;

    private PathGlob(List<String> segments) {
        this.segments = segments;
    }

    /** Whether a path has a character that makes it a pattern. */
    static boolean isPattern(String path) {
        return path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == ']');
    }

    /**
     * Reads a pattern. Empty and {@code .} segments say nothing.
     *
     * @throws GeneratorFailureException when it is malformed, or has {@code ..}
     */
    static PathGlob parse(String pattern) throws GeneratorFailureException {
        var segments = new ArrayList<String>();
        for (var segment : pattern.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (segment.equals("..") || !Glob.isWellFormed(segment)) {
                throw GeneratorFailureException.invalid(
                        "the pattern '" + pattern + "' is malformed at '" + segment + "'");
            }
            segments.add(segment);
        }
        if (!segments.isEmpty() && segments.getLast().equals(ANY_FOLDERS)) {
            segments.add(ANY_NAME);
        }
        return new PathGlob(List.copyOf(segments));
    }

    /** The folders before the first name that is a pattern; empty for the root. */
    String literalFolder() {
        return String.join(
                "/", segments.stream().takeWhile(segment -> !isPattern(segment)).toList());
    }

    /** How many names a path may have that matches. */
    int depth() {
        return segments.contains(ANY_FOLDERS) ? Integer.MAX_VALUE : segments.size();
    }

    /**
     * Whether a path is one that the pattern stands for. Goes back to the last {@code **} only, so the time is at most pattern length
     * times path length; the budget is charged for what it is.
     */
    boolean matches(String path, Budget budget) throws GeneratorFailureException {
        var names = Arrays.asList(path.split("/", -1));
        int s = 0;
        int n = 0;
        int retrySegment = -1;
        int retryName = -1;
        while (n < names.size()) {
            budget.compare(1);
            if (s < segments.size() && segments.get(s).equals(ANY_FOLDERS)) {
                retrySegment = ++s;
                retryName = n;
            } else if (s < segments.size() && Glob.matches(segments.get(s), names.get(n), budget::compare)) {
                s++;
                n++;
            } else if (retrySegment >= 0) {
                s = retrySegment;
                n = ++retryName;
            } else {
                return false;
            }
        }
        return s == segments.size();
    }
}
