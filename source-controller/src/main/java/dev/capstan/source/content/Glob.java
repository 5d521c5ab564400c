package dev.capstan.source.content;

/** Matches one name against a pattern with {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]} and {@code \}. */
public final class Glob {
    private Glob() {}

    /** Whether every class in the pattern is closed, and something follows each backslash. One that is not well formed matches nothing. */
    public static boolean isWellFormed(String pattern) {
        int p = 0;
        while (p < pattern.length()) {
            char c = pattern.charAt(p);
            int next = c == '\\' ? p + 2 : c == '[' ? endOfClass(pattern, p) : p + 1;
            if (next < 0 || next > pattern.length()) {
                return false;
            }
            p = next;
        }
        return true;
    }

    private static int endOfClass(String pattern, int open) {
        int i = isNegatedAt(pattern, open + 1) ? open + 2 : open + 1;
        for (boolean first = true; i < pattern.length(); first = false) {
            char c = pattern.charAt(i);
            if (c == ']' && !first) {
                return i + 1;
            }
            i += c == '\\' ? 2 : 1;
        }
        return -1;
    }

    private static boolean isNegatedAt(String pattern, int i) {
        return i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^');
    }

    /**
     * Is given what a comparison took, in characters of the pattern.
     *
     * @param <X> what it throws when that is too much
     */
    @FunctionalInterface
    public interface Cost<X extends Exception> {
        void add(long characters) throws X;
    }

    /**
     * Whether the name is one that the pattern stands for. Goes back to the last {@code *} only, so the time is at most pattern length
     * times name length.
     */
    public static boolean matches(String pattern, String name) {
        return matches(pattern, name, _ -> {});
    }

    /** As {@link #matches(String, String)}, and says what it took. */
    public static <X extends Exception> boolean matches(String pattern, String name, Cost<X> cost) throws X {
        long characters = 0;
        int p = 0;
        int n = 0;
        int retryPattern = -1;
        int retryName = -1;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                retryPattern = ++p;
                retryName = n;
                continue;
            }
            int next = p < pattern.length() ? matchOne(pattern, p, name.charAt(n)) : -1;
            // A class is looked at as a whole, wherever it ends.
            characters += p < pattern.length() && pattern.charAt(p) == '[' ? pattern.length() - p : 1;
            if (next >= 0) {
                p = next;
                n++;
            } else if (retryPattern >= 0) {
                p = retryPattern;
                n = ++retryName;
            } else {
                cost.add(characters);
                return false;
            }
        }
        cost.add(characters);
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Where the pattern goes on after it has matched the character; -1 when it does not match. */
    private static int matchOne(String pattern, int p, char c) {
        return switch (pattern.charAt(p)) {
            case '?' -> p + 1;
            case '[' -> matchClass(pattern, p, c);
            case '\\' -> p + 1 < pattern.length() && pattern.charAt(p + 1) == c ? p + 2 : -1;
            default -> pattern.charAt(p) == c ? p + 1 : -1;
        };
    }

    private static int matchClass(String pattern, int open, char c) {
        int i = open + 1;
        var isNegated = isNegatedAt(pattern, i);
        if (isNegated) {
            i++;
        }
        var isIn = false;
        var first = true;
        while (i < pattern.length() && (first || pattern.charAt(i) != ']')) {
            first = false;
            if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) {
                i++;
            }
            char low = pattern.charAt(i++);
            char high = low;
            if (i + 1 < pattern.length() && pattern.charAt(i) == '-' && pattern.charAt(i + 1) != ']') {
                high = pattern.charAt(i + 1);
                i += 2;
            }
            isIn |= low <= c && c <= high;
        }
        if (i >= pattern.length()) {
            return -1; // the class is not closed: matches nothing
        }
        return isIn != isNegated ? i + 1 : -1;
    }
}
