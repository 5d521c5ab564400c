package dev.capstan.source.generator;

import dev.capstan.source.generator.CopyStep.Selection;
import dev.capstan.source.generator.CopyStep.Strategy;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * Puts the files of one artifact together, as {@code cp} would: a file that is copied to a folder keeps its name, a folder is copied with
 * its name, and {@code folder/**} is what the folder holds. What matches another pattern keeps its whole path. Links are never copied.
 */
final class Composition {
    private final String artifact;
    private final Map<String, FileTree> sources;
    private final ArchiveUnpacker unpacker;
    private final GeneratorLimits limits;
    private final Budget budget;
    private final ComposedTree result = new ComposedTree();

    Composition(
            String artifact,
            Map<String, FileTree> sources,
            ArchiveUnpacker unpacker,
            GeneratorLimits limits,
            Budget budget) {
        this.artifact = artifact;
        this.sources = sources;
        this.unpacker = unpacker;
        this.limits = limits;
        this.budget = budget;
    }

    /** Carries out the operations of a plan. */
    static ComposedTree of(
            ArtifactPlan plan,
            Map<String, FileTree> sources,
            ArchiveUnpacker unpacker,
            GeneratorLimits limits,
            Budget budget)
            throws GeneratorFailureException, IOException {
        var composition = new Composition(plan.name(), sources, unpacker, limits, budget);
        for (var step : plan.copies()) {
            composition.new Copy(step).run();
        }
        return composition.result;
    }

    /** One operation. */
    private final class Copy {
        private final CopyStep step;
        private final FileTree source;

        Copy(CopyStep step) {
            this.step = step;
            var tree = sources.get(step.alias());
            if (tree == null) {
                throw new IllegalStateException("the source '" + step.alias() + "' was not read");
            }
            this.source = tree;
        }

        void run() throws GeneratorFailureException, IOException {
            switch (step.from()) {
                case Selection.Single(var path) -> single(path);
                case Selection.Matching matching -> new Walk(matching).run();
            }
        }

        private void single(String path) throws GeneratorFailureException, IOException {
            switch (source.kind(path)) {
                case FILE -> singleFile(path);
                case DIRECTORY -> {
                    if (step.strategy() == Strategy.EXTRACT) {
                        throw failed("it is a folder, and Extract needs an archive");
                    }
                    var to = path.isEmpty() ? step.to() : below(step.to(), TreePath.name(path));
                    folder(path, path, to);
                }
                case LINK, ABSENT -> throw failed("there is no such file or folder in the source");
            }
        }

        private void singleFile(String path) throws GeneratorFailureException, IOException {
            if (step.excluded().leaveOut(path, "", budget)) {
                return;
            }
            if (step.strategy() == Strategy.EXTRACT) {
                if (!isArchive(path)) {
                    throw failed("Extract needs a .tar.gz or .tgz");
                }
                extract(path);
            } else {
                var intoFolder = step.isToFolder() || result.isFolder(step.to());
                put(path, intoFolder ? below(step.to(), TreePath.name(path)) : step.to());
            }
        }

        /** Everything in a folder that is not left out. */
        private void folder(String folder, String start, String to) throws GeneratorFailureException, IOException {
            for (var entry : source.list(folder)) {
                var path = below(folder, entry.name());
                budget.visit(path);
                if (!step.excluded().leaveOut(path, start, budget)) {
                    var target = below(to, entry.name());
                    switch (entry.kind()) {
                        case DIRECTORY -> folder(path, start, target);
                        case FILE -> put(path, target);
                        case LINK, ABSENT -> {}
                    }
                }
            }
        }

        /** The files and folders that match a pattern. */
        private final class Walk {
            private final Selection.Matching from;
            private boolean hasMatch;
            private boolean hasCopy;

            Walk(Selection.Matching from) {
                this.from = from;
            }

            void run() throws GeneratorFailureException, IOException {
                visit(from.folder(), from.folder().isEmpty() ? 0 : depthOf(from.folder()));
                if (!hasMatch) {
                    throw failed("nothing in the source matches");
                }
                if (!hasCopy) {
                    throw failed("everything that matches is excluded");
                }
            }

            private void visit(String folder, int depth) throws GeneratorFailureException, IOException {
                for (var entry : source.list(folder)) {
                    var path = below(folder, entry.name());
                    budget.visit(path);
                    if (from.glob().matches(path, budget)) {
                        hasMatch = true;
                        if (!step.excluded().leaveOut(path, from.folder(), budget)) {
                            hasCopy = true;
                            copy(path, entry.kind(), depth + 1);
                        }
                    } else if (entry.kind() == EntryKind.DIRECTORY
                            && depth + 1 < from.glob().depth()) {
                        visit(path, depth + 1);
                    }
                }
            }

            private void copy(String path, EntryKind kind, int depth) throws GeneratorFailureException, IOException {
                if (step.strategy() == Strategy.EXTRACT) {
                    if (kind == EntryKind.FILE && isArchive(path)) {
                        extract(path);
                    } else if (kind == EntryKind.DIRECTORY
                            && depth < from.glob().depth()) {
                        visit(path, depth);
                    }
                    return;
                }
                var place = from.isWhole() && !from.folder().isEmpty()
                        ? path.substring(from.folder().length() + 1)
                        : path;
                switch (kind) {
                    case DIRECTORY -> folder(path, from.folder(), below(step.to(), place));
                    case FILE -> put(path, below(step.to(), place));
                    case LINK, ABSENT -> {}
                }
            }
        }

        private void put(String path, String to) throws GeneratorFailureException, IOException {
            var file = new ComposedTree.File(source, path, sizeOf(path), source.isExecutable(path));
            var before = result.file(to);
            if (step.strategy() == Strategy.MERGE && before.isPresent()) {
                place(to, merged(before.get(), file));
            } else {
                place(to, file);
            }
        }

        private long sizeOf(String path) throws GeneratorFailureException, IOException {
            long size = source.size(path);
            if (size > limits.fileBytes()) {
                throw Budget.exceeded("bytes in the file '" + path + "'", limits.fileBytes());
            }
            return size;
        }

        private ComposedTree.File merged(ComposedTree.File below, ComposedTree.File above)
                throws GeneratorFailureException, IOException {
            for (var file : new ComposedTree.File[] {below, above}) {
                if (file.size() > limits.mergedBytes()) {
                    throw Budget.exceeded("bytes in the merged file '" + file.path() + "'", limits.mergedBytes());
                }
            }
            budget.take(below.size() + above.size());
            return switch (YamlMerge.merge(
                    below.tree().read(below.path()), above.tree().read(above.path()))) {
                case YamlMerge.Merged.NotMergeable(var why) ->
                    throw failed("'" + above.path() + "' cannot be merged: " + why);
                case YamlMerge.Merged.Text(var yaml) -> {
                    var name = TreePath.name(above.path());
                    var tree = InMemoryTree.builder().file(name, yaml).build();
                    yield new ComposedTree.File(tree, name, yaml.length, false);
                }
            };
        }

        private void extract(String path) throws GeneratorFailureException, IOException {
            budget.take(sizeOf(path));
            switch (unpacker.unpack(source.read(path))) {
                case ArchiveUnpacker.Unpacked.Refused(var why) ->
                    throw failed("'" + path + "' cannot be extracted: " + why);
                case ArchiveUnpacker.Unpacked.Content(var files, var bytes) -> {
                    budget.take(bytes);
                    extract(files, "", step.to());
                }
            }
        }

        private void extract(FileTree archive, String folder, String to) throws GeneratorFailureException, IOException {
            for (var entry : archive.list(folder)) {
                var path = below(folder, entry.name());
                budget.visit(path);
                var target = below(to, entry.name());
                switch (entry.kind()) {
                    case DIRECTORY -> extract(archive, path, target);
                    case FILE -> {
                        long size = archive.size(path);
                        if (size > limits.fileBytes()) {
                            throw Budget.exceeded("bytes in the file '" + path + "'", limits.fileBytes());
                        }
                        place(target, new ComposedTree.File(archive, path, size, archive.isExecutable(path)));
                    }
                    case LINK, ABSENT -> {}
                }
            }
        }

        private void place(String to, ComposedTree.File file) throws GeneratorFailureException {
            if (to.isEmpty()) {
                throw failed("the root of the artifact is a folder");
            }
            budget.place(file.size());
            var taken = result.put(to, file);
            if (taken.isPresent()) {
                throw failed("'" + to + "' cannot be written: a " + (taken.get().equals(to) ? "folder" : "file")
                        + " is at '" + taken.get() + "'");
            }
            if (result.files() > limits.files()) {
                throw Budget.exceeded("files in the artifact '" + artifact + "'", limits.files());
            }
            if (result.bytes() > limits.artifactBytes()) {
                throw Budget.exceeded("bytes in the artifact '" + artifact + "'", limits.artifactBytes());
            }
        }

        private GeneratorFailureException failed(String why) {
            return new GeneratorFailureException(new GeneratorFailure.CopyFailed(artifact, step.text(), why));
        }
    }

    private static boolean isArchive(String path) {
        var name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    private static int depthOf(String path) {
        return (int) path.chars().filter(c -> c == '/').count() + 1;
    }

    private static String below(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }
}
