package dev.capstan.charts;

import dev.capstan.tree.Entry;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a chart by their path in it, for example {@code templates/service.yaml}; immutable. Contents are read when they are
 * asked for. There are no links: a chart that holds some is refused.
 */
public final class ChartFiles {

    /** What a file holds. */
    private sealed interface Content {
        long size();

        byte[] read() throws IOException;

        record InTree(FileTree tree, String path, long size) implements Content {
            @Override
            public byte[] read() throws IOException {
                return tree.read(path);
            }
        }

        record InMemory(byte[] bytes) implements Content {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read() {
                return bytes.clone();
            }
        }
    }

    /** Decides which files and folders of a source do not belong to a chart. */
    @FunctionalInterface
    public interface Exclusion {
        /** Excludes nothing. */
        Exclusion NONE = (_, _) -> false;

        /** Whether the path, relative to the chart, is left out, and with a folder all that is in it. */
        boolean excludes(String path, boolean isFolder);
    }

    private final NavigableMap<String, Content> files;

    private ChartFiles(NavigableMap<String, Content> files) {
        this.files = files;
    }

    /**
     * The files below a folder.
     *
     * @throws ChartException when there are links, or more or larger files than the limits allow
     * @throws IOException when the tree cannot be read
     */
    public static ChartFiles of(FileTree tree, String folder, Exclusion exclusion, ChartLimits limits)
            throws ChartException, IOException {
        var files = new TreeMap<String, Content>();
        var open = new ArrayDeque<String>();
        open.add("");
        int entries = 0;
        while (!open.isEmpty()) {
            String parent = open.removeFirst();
            for (Entry entry : tree.list(joined(folder, parent))) {
                String path = joined(parent, entry.name());
                if (++entries > limits.files()) {
                    throw tooMany(limits);
                }
                switch (entry.kind()) {
                    case DIRECTORY -> {
                        if (!exclusion.excludes(path, true)) {
                            open.add(path);
                        }
                    }
                    case FILE -> {
                        if (!exclusion.excludes(path, false)) {
                            String place = joined(folder, path);
                            files.put(path, new Content.InTree(tree, place, tree.size(place)));
                        }
                    }
                    case LINK -> {
                        if (!exclusion.excludes(path, false)) {
                            throw new ChartException(new ChartFailure.ChartInvalid("'" + path + "' is a link"));
                        }
                    }
                    case ABSENT -> {}
                }
            }
        }
        return new ChartFiles(files).within(limits);
    }

    private static String joined(String folder, String path) {
        return folder.isEmpty() ? path : path.isEmpty() ? folder : folder + "/" + path;
    }

    /** These files, if they are within the limits. */
    public ChartFiles within(ChartLimits limits) throws ChartException {
        long total = 0;
        for (var file : files.entrySet()) {
            limits.checkFile(file.getKey(), file.getValue().size());
            total += file.getValue().size();
        }
        if (total > limits.unpacked()) {
            throw new ChartException(
                    new ChartFailure.LimitExceeded("an unpacked chart may have %d bytes".formatted(limits.unpacked())));
        }
        if (files.size() > limits.files()) {
            throw tooMany(limits);
        }
        return this;
    }

    private static ChartException tooMany(ChartLimits limits) {
        return new ChartException(
                new ChartFailure.LimitExceeded("a chart may have %d files and folders".formatted(limits.files())));
    }

    /** The paths of all files, sorted. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** Whether there is such a file. */
    public boolean has(String path) {
        return files.containsKey(path);
    }

    /** Bytes of a file; 0 when there is none. */
    public long size(String path) {
        var content = files.get(path);
        return content == null ? 0 : content.size();
    }

    /** Bytes of all files together. */
    public long size() {
        return files.values().stream().mapToLong(Content::size).sum();
    }

    /** The content of a file; empty when there is none. */
    public Optional<byte[]> read(String path) throws IOException {
        var content = files.get(path);
        return content == null ? Optional.empty() : Optional.of(content.read());
    }

    /** The same files, with this one added or replaced. */
    public ChartFiles with(String path, byte[] content) {
        var more = new TreeMap<>(files);
        more.put(path, new Content.InMemory(content.clone()));
        return new ChartFiles(more);
    }

    /** The same files, with others added below a folder; what was below it is gone. */
    public ChartFiles withFolder(String folder, ChartFiles others) {
        var more = new TreeMap<>(files);
        more.keySet().removeIf(path -> TreePath.isWithin(folder, path));
        others.files.forEach((path, content) -> more.put(joined(folder, path), content));
        return new ChartFiles(more);
    }

    /** The files below a folder, by their paths in it. */
    public ChartFiles below(String folder) {
        var some = new TreeMap<String, Content>();
        files.forEach((path, content) -> {
            if (path.startsWith(folder + "/")) {
                some.put(path.substring(folder.length() + 1), content);
            }
        });
        return new ChartFiles(some);
    }

    /** The names directly in a folder, of files and of folders. */
    public Set<String> names(String folder) {
        var names = new HashSet<String>();
        for (String path : below(folder).files.keySet()) {
            int slash = path.indexOf('/');
            names.add(slash < 0 ? path : path.substring(0, slash));
        }
        return names;
    }

    /** What {@code Chart.yaml} says, with the dependencies that older charts have in a file of their own. */
    public ChartMetadata metadata() throws ChartException, IOException {
        var text = read(ChartMetadata.FILE)
                .orElseThrow(() -> new ChartException(new ChartFailure.MetadataInvalid("there is no such file")));
        var metadata = ChartMetadata.read(text);
        var requirements = read("requirements.yaml");
        if (requirements.isEmpty() || !metadata.dependencies().isEmpty()) {
            return metadata;
        }
        var all = new ArrayList<>(ChartMetadata.dependencies("requirements.yaml", requirements.get()));
        return new ChartMetadata(metadata.name(), metadata.version(), all, metadata.yaml());
    }
}
