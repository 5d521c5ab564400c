package dev.capstan.promotion.place;

import java.util.List;

/**
 * Which files of a folder move. {@code *} and {@code ?} stand for characters of one name, {@code **} for any number of folders; a
 * pattern that names a folder means all that is in it. Matching takes time in proportion to pattern and path.
 */
public final class FilePatterns {
    private static final String FOLDERS = "**";

    private final List<List<String>> patterns;

    /** Patterns relative to the folder. */
    public FilePatterns(List<String> patterns) {
        this.patterns = patterns.stream()
                .map(pattern -> List.of(pattern.split("/", -1)))
                .toList();
    }

    /** Whether a file moves; its path is relative to the folder. */
    public boolean match(String path) {
        List<String> names = List.of(path.split("/", -1));
        return patterns.stream().anyMatch(pattern -> matches(pattern, names));
    }

    /** From every place of the pattern at once: row by row, as in a table. */
    private static boolean matches(List<String> pattern, List<String> names) {
        boolean[] reached = new boolean[pattern.size() + 1];
        reached[0] = true;
        skipFolders(pattern, reached);
        for (String name : names) {
            boolean[] next = new boolean[pattern.size() + 1];
            for (int at = 0; at < pattern.size(); at++) {
                if (!reached[at]) {
                    continue;
                }
                if (pattern.get(at).equals(FOLDERS)) {
                    next[at] = true;
                } else if (matchesName(pattern.get(at), name)) {
                    next[at + 1] = true;
                }
            }
            if (reached[pattern.size()] && !endsInFile(pattern)) {
                next[pattern.size()] = true; // in a folder that the pattern names
            }
            skipFolders(pattern, next);
            reached = next;
        }
        return reached[pattern.size()];
    }

    private static boolean endsInFile(List<String> pattern) {
        String last = pattern.getLast();
        return last.contains("*") || last.contains("?");
    }

    private static void skipFolders(List<String> pattern, boolean[] reached) {
        for (int at = 0; at < pattern.size(); at++) {
            if (reached[at] && pattern.get(at).equals(FOLDERS)) {
                reached[at + 1] = true;
            }
        }
    }

    private static boolean matchesName(String pattern, String name) {
        int at = 0;
        int star = -1;
        int retry = 0;
        int position = 0;
        while (position < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                retry = position;
            } else if (at < pattern.length()
                    && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(position))) {
                at++;
                position++;
            } else if (star >= 0) {
                at = star + 1;
                position = ++retry;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
