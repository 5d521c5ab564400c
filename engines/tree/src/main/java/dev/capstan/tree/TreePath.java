package dev.capstan.tree;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Arithmetic on the paths of a {@link FileTree}. */
public final class TreePath {
    /** Links followed for one path before the path counts as a loop. */
    public static final int MAX_LINKS = 40;

    private TreePath() {}

    /**
     * The path that {@code relative} names when read from the folder {@code base}: dots resolved by text, links not followed.
     * Empty when it would leave the tree, is absolute, or holds a NUL.
     */
    public static Optional<String> join(String base, String relative) {
        if (relative.startsWith("/") || relative.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return isPlain(relative)
                ? Optional.of(base.isEmpty() ? relative : base + "/" + relative)
                : joinSegments(base, relative);
    }

    /** Whether a path has no dots to resolve and no empty segments. */
    private static boolean isPlain(String relative) {
        return !relative.isEmpty()
                && relative.charAt(0) != '.'
                && relative.charAt(relative.length() - 1) != '/'
                && !relative.contains("/.")
                && !relative.contains("//");
    }

    private static Optional<String> joinSegments(String base, String relative) {
        List<String> segments = new ArrayList<>(segmentsOf(base));
        for (String segment : relative.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (!segment.equals("..")) {
                segments.add(segment);
            } else if (segments.isEmpty()) {
                return Optional.empty();
            } else {
                segments.removeLast();
            }
        }
        return Optional.of(String.join("/", segments));
    }

    /**
     * The path with every link on it followed inside the tree, so that its kind is a file, a folder or absent. Empty when a
     * link leads out of the tree, is absolute, or the links form a loop.
     */
    public static Optional<String> resolve(FileTree tree, String path) throws IOException {
        Deque<String> todo = new ArrayDeque<>(segmentsOf(path));
        String done = "";
        int links = 0;
        while (!todo.isEmpty()) {
            String segment = todo.removeFirst();
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (segment.equals("..")) {
                if (done.isEmpty()) {
                    return Optional.empty();
                }
                done = parent(done);
                continue;
            }
            String here = done.isEmpty() ? segment : done + "/" + segment;
            if (tree.kind(here) != EntryKind.LINK) {
                done = here;
                continue;
            }
            Optional<String> target = tree.linkTarget(here);
            if (++links > MAX_LINKS || target.isEmpty() || target.get().startsWith("/")) {
                return Optional.empty();
            }
            List<String> targetSegments = List.of(target.get().split("/"));
            for (int i = targetSegments.size() - 1; i >= 0; i--) {
                todo.addFirst(targetSegments.get(i));
            }
        }
        return Optional.of(done);
    }

    /** The folder that holds the path; the root for the root itself. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The last segment; empty for the root. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether {@code path} is {@code folder} or lies below it. */
    public static boolean isWithin(String folder, String path) {
        return folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/");
    }

    /** The path to {@code path} as written from {@code folder}, with {@code ..} where needed; {@code .} for the folder itself. */
    public static String relativize(String folder, String path) {
        List<String> from = segmentsOf(folder);
        List<String> to = segmentsOf(path);
        int common = 0;
        while (common < from.size() && common < to.size() && from.get(common).equals(to.get(common))) {
            common++;
        }
        List<String> result = new ArrayList<>();
        for (int i = common; i < from.size(); i++) {
            result.add("..");
        }
        result.addAll(to.subList(common, to.size()));
        return result.isEmpty() ? "." : String.join("/", result);
    }

    private static List<String> segmentsOf(String path) {
        return path.isEmpty() ? List.of() : List.of(path.split("/"));
    }
}
