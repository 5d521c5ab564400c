package dev.capstan.argo.set.text;

/** Texts as names of objects. */
public final class Names {
    /** The longest name of an object. */
    public static final int LONGEST = 253;

    private Names() {}

    /**
     * A text as a name of RFC 1123: in lower case, everything but letters, digits, hyphens and dots as a hyphen, at most
     * {@value #LONGEST} characters, and no hyphens and dots at either end. May be empty.
     */
    public static String normalized(String text) {
        StringBuilder name = new StringBuilder();
        text.codePoints()
                .map(Character::toLowerCase)
                .limit(LONGEST)
                .forEach(c -> name.append(isPlain(c) ? (char) c : '-'));
        int start = 0;
        int end = name.length();
        while (start < end && isEdge(name.charAt(start))) {
            start++;
        }
        while (end > start && isEdge(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(start, end);
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || isEdge(c);
    }

    private static boolean isEdge(int c) {
        return c == '-' || c == '.';
    }
}
