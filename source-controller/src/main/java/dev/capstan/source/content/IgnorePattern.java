package dev.capstan.source.content;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of an ignore file.
 *
 * @param domain folder that the line holds for
 * @param isAnchored whether it is matched from the domain on; otherwise against the name alone, at any depth
 * @param segments the pattern, split at {@code /}
 */
record IgnorePattern(
        List<String> domain, boolean isNegated, boolean isForFoldersOnly, boolean isAnchored, List<String> segments) {
    private static final String ANY_FOLDERS = "**";

    static Optional<IgnorePattern> parse(String line, List<String> domain) {
        if (line.startsWith("#") || line.isBlank()) {
            return Optional.empty();
        }
        var text = withoutTrailingSpaces(line);
        var isNegated = text.startsWith("!");
        if (isNegated) {
            text = text.substring(1);
        } else if (text.startsWith("\\!") || text.startsWith("\\#")) {
            text = text.substring(1);
        }
        var isForFoldersOnly = text.endsWith("/");
        if (isForFoldersOnly) {
            text = text.substring(0, text.length() - 1);
        }
        var isAnchored = text.contains("/");
        if (text.startsWith("/")) {
            text = text.substring(1);
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new IgnorePattern(domain, isNegated, isForFoldersOnly, isAnchored, Arrays.asList(text.split("/", -1))));
    }

    private static String withoutTrailingSpaces(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ' && (end < 2 || line.charAt(end - 2) != '\\')) {
            end--;
        }
        return line.substring(0, end);
    }

    boolean matches(List<String> path, boolean isFolder) {
        if (isForFoldersOnly && !isFolder) {
            return false;
        }
        if (path.size() <= domain.size() || !path.subList(0, domain.size()).equals(domain)) {
            return false;
        }
        if (!isAnchored) {
            return Glob.matches(segments.getFirst(), path.getLast());
        }
        return matchesFromDomain(path.subList(domain.size(), path.size()));
    }

    /** Goes back to the last {@code **} only, so the time is at most pattern length times path length. */
    private boolean matchesFromDomain(List<String> path) {
        int p = 0;
        int s = 0;
        int retryPattern = -1;
        int retryPath = -1;
        while (s < path.size()) {
            if (p < segments.size() && segments.get(p).equals(ANY_FOLDERS)) {
                if (p == segments.size() - 1) {
                    return true; // "x/**": everything below x
                }
                retryPattern = ++p;
                retryPath = s;
            } else if (p < segments.size() && Glob.matches(segments.get(p), path.get(s))) {
                p++;
                s++;
            } else if (retryPattern >= 0) {
                p = retryPattern;
                s = ++retryPath;
            } else {
                return false;
            }
        }
        return p == segments.size();
    }
}
