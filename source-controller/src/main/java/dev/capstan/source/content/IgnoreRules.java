package dev.capstan.source.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ignore rules, oldest first; the last rule that matches decides. Immutable.
 *
 * <p>As in Git, a file below an excluded folder cannot be brought back: whoever walks a tree asks for each folder first and does
 * not enter an excluded one.
 */
public final class IgnoreRules {
    /** Excludes nothing. */
    public static final IgnoreRules NONE = new IgnoreRules(List.of());

    private final List<IgnorePattern> patterns;

    private IgnoreRules(List<IgnorePattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * The rules of a text: one pattern a line, blank lines and lines that begin with {@code #} say nothing.
     *
     * @param folder the folder that the text lies in, relative to the root; empty for the root. The rules hold below it only.
     */
    public static IgnoreRules parse(String text, String folder) {
        var domain = segments(folder);
        var patterns = new ArrayList<IgnorePattern>();
        text.lines().forEach(line -> IgnorePattern.parse(line, domain).ifPresent(patterns::add));
        return new IgnoreRules(List.copyOf(patterns));
    }

    /** These rules and then others, which have priority. */
    public IgnoreRules and(IgnoreRules later) {
        if (later.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return later;
        }
        var all = new ArrayList<>(patterns);
        all.addAll(later.patterns);
        return new IgnoreRules(List.copyOf(all));
    }

    /**
     * Whether a path is excluded.
     *
     * @param path relative to the root, with {@code /}
     */
    public boolean excludes(String path, boolean isFolder) {
        var segments = segments(path);
        for (int i = patterns.size() - 1; i >= 0; i--) {
            if (patterns.get(i).matches(segments, isFolder)) {
                return !patterns.get(i).isNegated();
            }
        }
        return false;
    }

    /**
     * Whether an object of a store, which has no folders, is excluded. As no folder is entered, the last rule decides that matches the
     * key or a part of it up to a slash: unlike a file of a tree, an object below an excluded name can be brought back.
     *
     * @param key with {@code /}
     */
    public boolean excludesObject(String key) {
        var segments = segments(key);
        for (int i = patterns.size() - 1; i >= 0; i--) {
            if (matchesOrIsBelow(patterns.get(i), segments)) {
                return !patterns.get(i).isNegated();
            }
        }
        return false;
    }

    private static boolean matchesOrIsBelow(IgnorePattern pattern, List<String> key) {
        for (int length = 1; length < key.size(); length++) {
            if (pattern.matches(key.subList(0, length), true)) {
                return true;
            }
        }
        return pattern.matches(key, false);
    }

    /** Whether there is no rule at all. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Number of rules. */
    public int size() {
        return patterns.size();
    }

    private static List<String> segments(String path) {
        return path.isEmpty() ? List.of() : Arrays.asList(path.split("/", -1));
    }
}
