package dev.capstan.argo.source;

import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.argo.glob.LenientGlob;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which files of a folder are manifests: those called {@code *.yaml}, {@code *.yml} or {@code *.json} that are included and not
 * excluded, and do not say {@value #SKIP_MARKER}. Files of Jsonnet are refused. Patterns see the path below the folder.
 */
public final class DirectorySelection {
    /** A file that has this text anywhere is left out. */
    public static final String SKIP_MARKER = "+argocd:skip-file-rendering";

    private static final Pattern EXTENSION = Pattern.compile(".*\\.(yaml|yml|json|jsonnet)", Pattern.DOTALL);

    private final SourceFolder folder;
    private final DirectoryOptions options;
    private final Limits limits;
    private final Optional<LenientGlob> include;
    private final Optional<LenientGlob> exclude;
    private final List<File> files = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private long bytes;
    private int entries;

    private DirectorySelection(SourceFolder folder, DirectoryOptions options, Limits limits) {
        this.folder = folder;
        this.options = options;
        this.limits = limits;
        this.include = glob(options.include());
        this.exclude = glob(options.exclude());
    }

    private static Optional<LenientGlob> glob(String pattern) {
        return pattern.isEmpty() ? Optional.empty() : Optional.of(LenientGlob.of(pattern, GlobSyntax.TEXT));
    }

    /**
     * What a folder may have.
     *
     * @param bytes of all files that are selected
     * @param entries files and folders that are looked at
     */
    public record Limits(long bytes, int entries) {
        /** Argo CD's ten million bytes. */
        public static final Limits DEFAULT = new Limits(10_000_000, 100_000);
    }

    /**
     * A manifest file.
     *
     * @param name the path below the folder
     */
    public record File(String name, byte[] content) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What selecting gives. */
    public sealed interface Selected {
        /**
         * Files in the order in which their objects come.
         *
         * @param notices what was passed over, for people
         */
        record Files(List<File> files, List<String> notices) implements Selected {
            /** Copies the lists. */
            public Files {
                files = List.copyOf(files);
                notices = List.copyOf(notices);
            }
        }

        /** The folder cannot be used. */
        record Failed(String why) implements Selected {}
    }

    /**
     * Selects files.
     *
     * @throws IOException when the tree cannot be read
     */
    public static Selected select(SourceFolder folder, DirectoryOptions options, Limits limits) throws IOException {
        var selection = new DirectorySelection(folder, options, limits);
        selection.noteMalformed("include", options.include(), "nothing is included");
        selection.noteMalformed("exclude", options.exclude(), "nothing is excluded");
        try {
            selection.walk(folder.path(), "");
            return new Selected.Files(selection.files, selection.notices);
        } catch (SourceFailure failure) {
            return new Selected.Failed(failure.getMessage());
        }
    }

    private void noteMalformed(String field, String pattern, String effect) {
        if (Glob.parse(pattern, GlobSyntax.TEXT) instanceof Glob.Parsed.Malformed(String why)) {
            notices.add("directory." + field + ": " + why + "; " + effect);
        }
    }

    private void walk(String path, String prefix) throws IOException, SourceFailure {
        for (Entry entry : folder.tree().list(path)) {
            if (++entries > limits.entries()) {
                throw new SourceFailure("the folder has more than " + limits.entries() + " files and folders");
            }
            String name = prefix + entry.name();
            String child = path.isEmpty() ? entry.name() : path + "/" + entry.name();
            switch (entry.kind()) {
                case DIRECTORY -> {
                    if (options.isRecursive()) {
                        walk(child, name + "/");
                    }
                }
                case FILE, LINK -> take(name, child);
                case ABSENT -> {}
            }
        }
    }

    private void take(String name, String path) throws IOException, SourceFailure {
        if (!options.takesAllExtensions() && !EXTENSION.matcher(name).matches()) {
            return;
        }
        FileTree tree = folder.tree();
        String resolved = TreePath.resolve(tree, path)
                .orElseThrow(() -> new SourceFailure("the link " + name + " leads out of the repository"));
        if (tree.kind(resolved) != EntryKind.FILE) {
            notices.add("the link " + name + " is left out: it leads to no file");
            return;
        }
        if (exclude.isPresent() && exclude.get().matches(name)
                || include.isPresent() && !include.get().matches(name)) {
            return;
        }
        long size = tree.size(resolved);
        if (size > limits.bytes()) {
            throw tooLarge();
        }
        byte[] content = tree.read(resolved);
        if (isMarked(content)) {
            return;
        }
        if (name.endsWith(".jsonnet")) {
            throw new SourceFailure("Jsonnet is refused: " + name
                    + " would have to be run; commit what it yields, or exclude it with directory.exclude");
        }
        bytes += size;
        if (bytes > limits.bytes()) {
            throw tooLarge();
        }
        files.add(new File(name, content));
    }

    private SourceFailure tooLarge() {
        return new SourceFailure("all files together have more than " + limits.bytes() + " bytes");
    }

    private static boolean isMarked(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains(SKIP_MARKER);
    }
}
