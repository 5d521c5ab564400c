package dev.capstan.git;

/** How commits are named: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits. */
public final class CommitNames {
    private CommitNames() {}

    /** Whether the text is a complete commit name. */
    public static boolean isValid(String text) {
        return (text.length() == 40 || text.length() == 64)
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
