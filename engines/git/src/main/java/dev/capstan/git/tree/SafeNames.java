package dev.capstan.git.tree;

import java.util.Locale;
import java.util.Optional;

/**
 * Which names of a tree are refused: those that are no names, and all spellings by which a file system could take a name for
 * {@code .git} (case, ignorable characters on HFS+, short names and trailing dots on NTFS).
 */
final class SafeNames {
    private static final int LONGEST = 4096;

    private SafeNames() {}

    static Optional<String> problemOf(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.of("it is not a file name");
        }
        if (name.length() > LONGEST) {
            return Optional.of("it is longer than " + LONGEST + " characters");
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            return Optional.of("a name must not contain '/' or NUL");
        }
        return isDotGit(name) ? Optional.of("a file system may take it for '.git'") : Optional.empty();
    }

    /** Whether a link of this name is refused: Git reads {@code .gitmodules} through it. */
    static boolean isGitModules(String name) {
        return normalised(name).equals(".gitmodules");
    }

    private static boolean isDotGit(String name) {
        var plain = normalised(name);
        return plain.equals(".git") || plain.equals("git~1");
    }

    private static String normalised(String name) {
        var visible = new StringBuilder();
        name.codePoints().filter(c -> !isIgnoredByHfs(c)).forEach(visible::appendCodePoint);
        var text = visible.toString();
        var stream = text.indexOf(':');
        text = stream < 0 ? text : text.substring(0, stream);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == ' ')) {
            end--;
        }
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isIgnoredByHfs(int c) {
        return c >= 0x200c && c <= 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x206a && c <= 0x206f || c == 0xfeff;
    }
}
