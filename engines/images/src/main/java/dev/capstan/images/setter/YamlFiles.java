package dev.capstan.images.setter;

import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The files below a folder that may have markers, by path. */
record YamlFiles(List<String> paths, List<SetterWarning> warnings) {
    private static final String GIT = ".git";

    /** What looking for them gives. */
    sealed interface Search {
        record Found(YamlFiles files) implements Search {}

        record Refused(String why) implements Search {}
    }

    /**
     * Looks below a folder, or at one file.
     *
     * @param path as a user wrote it; {@code ..} does not lead above the root
     */
    static Search in(FileTree tree, String path, SetterLimits limits) throws IOException {
        String folder = withinRoot(path);
        for (String part = folder; !part.isEmpty(); part = TreePath.parent(part)) {
            if (tree.kind(part) == EntryKind.LINK) {
                return new Search.Refused(
                        "'" + OneLine.of(part) + "' is a link, and links are not followed; name the folder itself");
            }
        }
        return switch (tree.kind(folder)) {
            case DIRECTORY -> below(tree, folder, limits);
            case FILE -> new Search.Found(new YamlFiles(isYaml(folder) ? List.of(folder) : List.of(), List.of()));
            case LINK, ABSENT ->
                new Search.Refused(
                        "there is no folder '" + OneLine.of(folder) + "'; check the path, which begins at the root");
        };
    }

    private static String withinRoot(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return String.join("/", segments);
    }

    private static boolean isYaml(String path) {
        String name = TreePath.name(path);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.equals("Kustomization");
    }

    private static Search below(FileTree tree, String top, SetterLimits limits) throws IOException {
        List<String> paths = new ArrayList<>();
        List<SetterWarning> warnings = new ArrayList<>();
        Deque<String> folders = new ArrayDeque<>(List.of(top));
        int entries = 0;
        while (!folders.isEmpty()) {
            String folder = folders.removeLast();
            for (Entry entry : tree.list(folder)) {
                if (++entries > limits.entries()) {
                    return new Search.Refused("there are more than " + limits.entries() + " files and folders below '"
                            + OneLine.of(top) + "'; name a folder with fewer");
                }
                String path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
                switch (entry.kind()) {
                    case DIRECTORY -> {
                        if (!entry.name().equals(GIT)) {
                            folders.addLast(path);
                        }
                    }
                    case FILE -> {
                        if (isYaml(path)) {
                            paths.add(path);
                        }
                    }
                    case LINK -> link(tree, top, path).ifPresent(warnings::add);
                    case ABSENT -> {}
                }
            }
        }
        paths.sort(null);
        return new Search.Found(new YamlFiles(List.copyOf(paths), List.copyOf(warnings)));
    }

    /** A link whose target is looked at anyway, or is neither a folder nor YAML, is nobody's loss. */
    private static Optional<SetterWarning> link(FileTree tree, String top, String path) throws IOException {
        Optional<String> target = TreePath.resolve(tree, path);
        return target.isEmpty() || isMissedAt(tree, top, path, target.get())
                ? Optional.of(new SetterWarning.LinkSkipped(
                        path, tree.linkTarget(path).orElse("")))
                : Optional.empty();
    }

    private static boolean isMissedAt(FileTree tree, String top, String path, String target) throws IOException {
        return !TreePath.isWithin(top, target) && (tree.kind(target) == EntryKind.DIRECTORY || isYaml(path));
    }
}
