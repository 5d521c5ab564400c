package dev.capstan.cli;

import java.util.List;

/**
 * Patterns of a {@code .gitignore} that name files and folders at any depth, some of them by what their names end with: the forms that
 * {@link dev.capstan.api.source.IgnoredFiles} has.
 */
public record NamePatterns(List<String> patterns) {

    /** Whether one of them names a file or folder with this name. */
    public boolean match(String name, boolean isFolder) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, name, isFolder));
    }

    private static boolean matches(String pattern, String name, boolean isFolder) {
        if (pattern.endsWith("/")) {
            return isFolder && name.equals(pattern.substring(0, pattern.length() - 1));
        }
        return pattern.startsWith("*.") ? name.endsWith(pattern.substring(1)) : name.equals(pattern.replace("**/", ""));
    }
}
