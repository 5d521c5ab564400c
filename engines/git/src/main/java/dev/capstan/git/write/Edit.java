package dev.capstan.git.write;

import java.util.Map;

/**
 * New content of files, and the commit that says so.
 *
 * @param files content by repository path, {@code /} between names; each must be a regular file that exists, and keeps its mode
 * @param author author and committer
 * @param message control characters other than line ends and tabs are left out, and what is beyond {@link #LONGEST_MESSAGE}
 */
public record Edit(Map<String, byte[]> files, Person author, String message) {
    /** Characters of a message. */
    public static final int LONGEST_MESSAGE = 1 << 16;

    private static final String CUT = "…\n";

    public Edit {
        files = Map.copyOf(files);
        message = cleaned(message);
    }

    private static String cleaned(String text) {
        var clean = new StringBuilder();
        text.replace("\r\n", "\n")
                .codePoints()
                .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .limit(LONGEST_MESSAGE + 1L)
                .forEach(clean::appendCodePoint);
        if (clean.codePointCount(0, clean.length()) > LONGEST_MESSAGE) {
            clean.setLength(clean.offsetByCodePoints(0, LONGEST_MESSAGE - CUT.length()));
            clean.append(CUT);
        }
        return clean.isEmpty() || clean.charAt(clean.length() - 1) == '\n' ? clean.toString() : clean + "\n";
    }
}
