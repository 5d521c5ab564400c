package dev.capstan.argo.set.text;

import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.set.value.GenerationException;
import java.util.List;
import java.util.function.Predicate;

/** A pattern of paths in a repository. */
public final class PathPattern {
    private final Predicate<String> paths;

    private PathPattern(Predicate<String> paths) {
        this.paths = paths;
    }

    /**
     * A pattern of folders, as Go's {@code path.Match}.
     *
     * @throws GenerationException when it is malformed
     */
    public static PathPattern ofFolders(String text) {
        return new PathPattern(glob(text, GlobSyntax.NAME)::matches);
    }

    /**
     * A pattern of files, as {@code git ls-files} reads it: a folder stands for all that is in it.
     *
     * @throws GenerationException when it is malformed, or leaves the repository
     */
    public static PathPattern ofFiles(String text) {
        String path = text;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (path.startsWith("/")
                || path.startsWith(":")
                || List.of(path.split("/", -1)).contains("..")) {
            throw new GenerationException("the path pattern '" + text
                    + "' is not one below the root of the repository; leave out /, : and ..");
        }
        Glob glob = glob(path, GlobSyntax.GIT);
        String folder = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        return new PathPattern(file -> file.startsWith(folder) || glob.matches(file));
    }

    private static Glob glob(String text, GlobSyntax syntax) {
        return switch (Glob.parse(text, syntax)) {
            case Glob.Parsed.Usable(Glob glob) -> glob;
            case Glob.Parsed.Malformed(String why) -> throw new GenerationException(why);
        };
    }

    /** Whether a path matches. */
    public boolean matches(String path) {
        return paths.test(path);
    }
}
