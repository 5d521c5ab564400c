package dev.capstan.source.generator;

import dev.capstan.tree.TreePath;
import java.util.ArrayList;
import java.util.List;

/**
 * What a copy operation leaves out. A pattern is compared with the path in the source and with the path from where the operation
 * begins; one without a slash also with the name alone. A folder that is left out is not entered.
 */
record Exclusions(List<PathGlob> paths, List<PathGlob> names) {
    private static final int LONGEST = 1024;

    /** Reads the patterns. */
    static Exclusions of(List<String> patterns) throws GeneratorFailureException {
        var paths = new ArrayList<PathGlob>();
        var names = new ArrayList<PathGlob>();
        for (var pattern : patterns) {
            if (pattern.length() > LONGEST) {
                throw GeneratorFailureException.invalid(
                        "a pattern of exclude has more than " + LONGEST + " characters");
            }
            for (var alternative : Alternatives.of(pattern)) {
                paths.add(PathGlob.parse(alternative));
                if (!alternative.contains("/")) {
                    names.add(PathGlob.parse(alternative));
                } else if (alternative.endsWith("/**")) {
                    // Who leaves out all that is in a folder means the folder, too.
                    paths.add(PathGlob.parse(alternative.substring(0, alternative.length() - "/**".length())));
                }
            }
        }
        return new Exclusions(List.copyOf(paths), List.copyOf(names));
    }

    /**
     * Whether a file or folder is left out.
     *
     * @param path in the source
     * @param start the folder where the operation begins
     */
    boolean leaveOut(String path, String start, Budget budget) throws GeneratorFailureException {
        if (paths.isEmpty()) {
            return false;
        }
        var name = TreePath.name(path);
        var fromStart = !start.isEmpty() && path.startsWith(start + "/") ? path.substring(start.length() + 1) : path;
        for (var glob : paths) {
            if (glob.matches(path, budget) || (!fromStart.equals(path) && glob.matches(fromStart, budget))) {
                return true;
            }
        }
        for (var glob : names) {
            if (glob.matches(name, budget)) {
                return true;
            }
        }
        return false;
    }
}
