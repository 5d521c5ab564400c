package dev.capstan.charts.build;

import java.util.Optional;

/**
 * A pattern with the rules of Go's {@code path/filepath.Match}: {@code *} and {@code ?} do not match a slash, {@code [a-z]} and
 * {@code [^a]} one character, and a backslash takes the next character as it is. Goes back to the last {@code *} only, so the
 * time is at most pattern length times path length.
 */
public final class GoPathPattern {
    private final String pattern;

    private GoPathPattern(String pattern) {
        this.pattern = pattern;
    }

    /** Reads a pattern; empty when Go would call it malformed. */
    public static Optional<GoPathPattern> parse(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\') {
                i++;
                if (i == pattern.length()) {
                    return Optional.empty();
                }
            } else if (pattern.charAt(i) == '[') {
                i = endOfClass(pattern, i);
                if (i < 0) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new GoPathPattern(pattern));
    }

    /** Where the class that begins here ends; -1 when it is malformed. */
    private static int endOfClass(String pattern, int open) {
        int i = open + 1;
        if (i < pattern.length() && pattern.charAt(i) == '^') {
            i++;
        }
        for (int ranges = 0; ; ranges++) {
            if (i < pattern.length() && pattern.charAt(i) == ']' && ranges > 0) {
                return i;
            }
            i = endOfCharacter(pattern, i);
            if (i >= 0 && i < pattern.length() && pattern.charAt(i) == '-') {
                i = endOfCharacter(pattern, i + 1);
            }
            if (i < 0) {
                return -1;
            }
        }
    }

    private static int endOfCharacter(String pattern, int at) {
        if (at >= pattern.length() || pattern.charAt(at) == '-' || pattern.charAt(at) == ']') {
            return -1;
        }
        int end = pattern.charAt(at) == '\\' ? at + 2 : at + 1;
        return end < pattern.length() ? end : -1;
    }

    /** Whether the whole path matches. */
    public boolean matches(String path) {
        int p = 0;
        int n = 0;
        int retryPattern = -1;
        int retryPath = -1;
        while (n < path.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                retryPattern = ++p;
                retryPath = n;
                continue;
            }
            int next = p < pattern.length() ? afterOne(p, path.charAt(n)) : -1;
            if (next >= 0) {
                p = next;
                n++;
            } else if (retryPattern >= 0 && path.charAt(retryPath) != '/') {
                p = retryPattern;
                n = ++retryPath;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Where the pattern goes on after it has matched the character; -1 when it does not match. */
    private int afterOne(int p, char c) {
        return switch (pattern.charAt(p)) {
            case '?' -> c == '/' ? -1 : p + 1;
            case '[' -> classMatches(p, c) ? endOfClass(pattern, p) + 1 : -1;
            case '\\' -> pattern.charAt(p + 1) == c ? p + 2 : -1;
            default -> pattern.charAt(p) == c ? p + 1 : -1;
        };
    }

    private boolean classMatches(int open, char c) {
        int end = endOfClass(pattern, open);
        int i = open + 1;
        boolean isNegated = pattern.charAt(i) == '^';
        if (isNegated) {
            i++;
        }
        boolean isIn = false;
        while (i < end) {
            i = pattern.charAt(i) == '\\' ? i + 1 : i;
            char low = pattern.charAt(i++);
            char high = low;
            if (pattern.charAt(i) == '-') {
                i = pattern.charAt(i + 1) == '\\' ? i + 2 : i + 1;
                high = pattern.charAt(i++);
            }
            isIn |= low <= c && c <= high;
        }
        return isIn != isNegated;
    }
}
