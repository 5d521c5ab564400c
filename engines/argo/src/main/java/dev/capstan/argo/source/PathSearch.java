package dev.capstan.argo.source;

import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.tree.Entry;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the files of a tree whose paths a pattern stands for. Links to folders are not followed. */
final class PathSearch {
    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_FILES = 1_000;

    private final FileTree tree;
    private final Glob glob;
    private final List<String> found = new ArrayList<>();
    private int entries;

    private PathSearch(FileTree tree, Glob glob) {
        this.tree = tree;
        this.glob = glob;
    }

    /** The paths, sorted. */
    static List<String> find(FileTree tree, String pattern) throws IOException, SourceFailure {
        Glob glob = switch (Glob.parse(pattern, GlobSyntax.PATH)) {
            case Glob.Parsed.Malformed(String why) -> throw new SourceFailure(why);
            case Glob.Parsed.Usable(Glob usable) -> usable;
        };
        var search = new PathSearch(tree, glob);
        search.walk(literalFolder(pattern));
        return search.found.stream().sorted().toList();
    }

    private static String literalFolder(String pattern) {
        String folder = "";
        for (String name : pattern.split("/", -1)) {
            if (name.chars().anyMatch(c -> "*?[{\\".indexOf(c) >= 0)) {
                break;
            }
            folder = folder.isEmpty() ? name : folder + "/" + name;
        }
        return folder;
    }

    private void walk(String folder) throws IOException, SourceFailure {
        for (Entry entry : tree.list(folder)) {
            if (++entries > MOST_ENTRIES) {
                throw new SourceFailure("the pattern '" + glob + "' looks at more than " + MOST_ENTRIES
                        + " files and folders; name the folder in it");
            }
            String path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
            switch (entry.kind()) {
                case DIRECTORY -> walk(path);
                case FILE, LINK -> take(path);
                case ABSENT -> {}
            }
        }
    }

    private void take(String path) throws SourceFailure {
        if (glob.matches(path)) {
            found.add(path);
            if (found.size() > MOST_FILES) {
                throw new SourceFailure("the pattern '" + glob + "' stands for more than " + MOST_FILES + " files");
            }
        }
    }
}
