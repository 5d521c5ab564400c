package dev.capstan.source.generator;

import dev.capstan.api.source.CopyOperation;
import dev.capstan.tree.TreePath;
import java.util.Optional;

/**
 * A copy operation that can be carried out on any source.
 *
 * @param text {@code from} as it is written
 * @param alias of the source
 * @param from what is copied
 * @param to a path in the artifact; empty for its root
 * @param isToFolder whether {@code to} is written as a folder, with a slash at the end
 * @param excluded what is left out
 */
record CopyStep(
        String text,
        String alias,
        Selection from,
        String to,
        boolean isToFolder,
        Exclusions excluded,
        Strategy strategy) {
    private static final String ARTIFACT = "@artifact/";

    /** What is copied. */
    sealed interface Selection {
        /** The one file or folder at a path; empty for the root. */
        record Single(String path) implements Selection {}

        /**
         * All files and folders that match.
         *
         * @param folder they lie in this one; empty for the root
         * @param isWhole whether the pattern means everything in that folder; then the folder is not part of where the files go
         */
        record Matching(PathGlob glob, String folder, boolean isWhole) implements Selection {}
    }

    /** What is done with a file. */
    enum Strategy {
        /** It replaces one that is there. */
        OVERWRITE,
        /** It is merged, as YAML, into one that is there. */
        MERGE,
        /** It is an archive whose files are copied in its place. */
        EXTRACT
    }

    /** Reads an operation. */
    static CopyStep of(CopyOperation operation) throws GeneratorFailureException {
        var from = operation.from();
        int slash = from.indexOf('/');
        if (!from.startsWith("@") || slash < 2) {
            throw GeneratorFailureException.invalid("'" + from + "' must be written as @alias/path");
        }
        var to = operation.to();
        return new CopyStep(
                from,
                from.substring(1, slash),
                selection(from.substring(slash + 1), from),
                target(to),
                to.endsWith("/"),
                Exclusions.of(operation.exclude()),
                strategy(Optional.ofNullable(operation.strategy()).orElse("Overwrite")));
    }

    private static Selection selection(String path, String from) throws GeneratorFailureException {
        if (!PathGlob.isPattern(path)) {
            return TreePath.join("", path)
                    .map(Selection.Single::new)
                    .orElseThrow(() -> GeneratorFailureException.invalid("'" + from + "' leads out of the source"));
        }
        var glob = PathGlob.parse(path);
        var folder = glob.literalFolder();
        return new Selection.Matching(glob, folder, path.equals(folder + "/**"));
    }

    private static String target(String to) throws GeneratorFailureException {
        if (!to.startsWith(ARTIFACT)) {
            throw GeneratorFailureException.invalid("'" + to + "' must be written as @artifact/path");
        }
        var path = to.substring(ARTIFACT.length());
        var isOdd = path.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c));
        if (isOdd || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
            throw GeneratorFailureException.invalid("'" + to + "' is not a path inside of the artifact");
        }
        return TreePath.join("", path).orElseThrow();
    }

    private static Strategy strategy(String name) throws GeneratorFailureException {
        return switch (name) {
            case "Overwrite" -> Strategy.OVERWRITE;
            case "Merge" -> Strategy.MERGE;
            case "Extract" -> Strategy.EXTRACT;
            default -> throw GeneratorFailureException.invalid("the copy strategy '" + name + "' is not known");
        };
    }
}
