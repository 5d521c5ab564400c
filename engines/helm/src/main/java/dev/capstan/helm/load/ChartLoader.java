package dev.capstan.helm.load;

import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartFiles;
import dev.capstan.charts.ChartLimits;
import dev.capstan.charts.build.HelmIgnore;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.ChartFile;
import dev.capstan.helm.chart.ChartYaml;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Loads charts from folders and archives, with the charts inside of them. Links are followed inside of a tree only; what is larger
 * than the limits is refused.
 */
public final class ChartLoader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final ChartArchive archives;

    /**
     * @param directory in which archives are decompressed into nameless files; must exist
     */
    public ChartLoader(Path directory, ChartLimits limits) {
        this.archives = new ChartArchive(directory, limits);
    }

    /**
     * The chart in a folder of a tree, without what {@code .helmignore} leaves out.
     *
     * @param name of the folder, for messages
     * @throws InvalidChartException when it is not a chart
     * @throws IOException when the tree cannot be read
     */
    public Chart load(FileTree tree, String folder, String name) throws InvalidChartException, IOException {
        String metadata = joined(folder, ChartYaml.FILE);
        Optional<String> place = TreePath.resolve(tree, metadata);
        if (place.isEmpty() || tree.kind(place.get()) != EntryKind.FILE) {
            String path = name + "/" + ChartYaml.FILE;
            throw new InvalidChartException(
                    InvalidChartException.Fault.CHART,
                    "unable to detect chart at " + path + ": open " + path + ": no such file or directory");
        }
        ChartYamlReader.checkVersion(withoutMark(tree.read(place.get())));
        return new ChartAssembly(archives).assemble(new Walk(tree, folder).files());
    }

    /**
     * The chart in an archive.
     *
     * @throws InvalidChartException when it is not a chart
     * @throws IOException when this machine cannot hold it
     */
    public Chart load(byte[] archive) throws InvalidChartException, IOException {
        List<ChartFile> files = unpacked(archives, archive, 0);
        for (ChartFile file : files) {
            if (file.name().equals(ChartYaml.FILE)) {
                ChartYamlReader.checkVersion(file.data());
            }
        }
        return new ChartAssembly(archives).assemble(files);
    }

    static List<ChartFile> unpacked(ChartArchive archives, byte[] archive, long taken)
            throws InvalidChartException, IOException {
        try {
            ChartFiles unpacked = archives.read(archive, taken);
            List<ChartFile> files = new ArrayList<>();
            for (String path : unpacked.paths()) {
                files.add(new ChartFile(path, withoutMark(unpacked.read(path).orElseThrow())));
            }
            return files;
        } catch (ChartException e) {
            throw refused(e);
        }
    }

    private static InvalidChartException refused(ChartException e) {
        return new InvalidChartException(
                e.failure() instanceof ChartFailure.LimitExceeded
                        ? InvalidChartException.Fault.LIMIT
                        : InvalidChartException.Fault.CHART,
                e.failure().message());
    }

    private static byte[] withoutMark(byte[] data) {
        return data.length >= BYTE_ORDER_MARK.length
                        && Arrays.equals(data, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)
                ? Arrays.copyOfRange(data, BYTE_ORDER_MARK.length, data.length)
                : data;
    }

    private static String joined(String folder, String path) {
        return folder.isEmpty() ? path : path.isEmpty() ? folder : folder + "/" + path;
    }

    /** Goes through a folder in the order of names. */
    private final class Walk {
        private static final int DEEPEST = 100;

        private final FileTree tree;
        private final String folder;
        private final ChartLimits limits = archives.limits();
        private final List<ChartFile> files = new ArrayList<>();
        private final ChartFiles.Exclusion exclusion;
        private long bytes;
        private int entries;

        Walk(FileTree tree, String folder) throws InvalidChartException, IOException {
            this.tree = tree;
            this.folder = folder;
            this.exclusion = rules();
        }

        private HelmIgnore rules() throws InvalidChartException, IOException {
            Optional<String> place = TreePath.resolve(tree, joined(folder, HelmIgnore.FILE));
            byte[] text = place.isPresent() && tree.kind(place.get()) == EntryKind.FILE
                    ? tree.read(place.get())
                    : new byte[0];
            try {
                return HelmIgnore.parse(text);
            } catch (ChartException e) {
                boolean hasTwoStars = new String(text, StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .anyMatch(line -> !line.startsWith("#") && line.contains("**"));
                throw new InvalidChartException(
                        InvalidChartException.Fault.CHART,
                        hasTwoStars ? "double-star (**) syntax is not supported" : "syntax error in pattern");
            }
        }

        List<ChartFile> files() throws InvalidChartException, IOException {
            enter(folder, "", 0);
            return files;
        }

        private void enter(String place, String path, int depth) throws InvalidChartException, IOException {
            if (depth > DEEPEST) {
                throw limit("a chart may have folders %d levels deep".formatted(DEEPEST));
            }
            for (Entry entry : tree.list(place)) {
                String name = joined(path, entry.name());
                if (++entries > limits.files()) {
                    throw limit("a chart may have %d files and folders".formatted(limits.files()));
                }
                Optional<String> real = TreePath.resolve(tree, joined(place, entry.name()));
                switch (kind(entry, real)) {
                    case DIRECTORY -> {
                        if (!exclusion.excludes(name, true)) {
                            enter(real.orElseThrow(), name, depth + 1);
                        }
                    }
                    case FILE -> {
                        if (!exclusion.excludes(name, false)) {
                            add(name, real.orElseThrow());
                        }
                    }
                    case LINK -> {
                        if (!exclusion.excludes(name, false)) {
                            throw new InvalidChartException(
                                    InvalidChartException.Fault.CHART,
                                    "'" + name + "' is a link that leads out of the source, or nowhere");
                        }
                    }
                    case ABSENT -> {}
                }
            }
        }

        /** What an entry leads to; a link when it leads to nothing. */
        private EntryKind kind(Entry entry, Optional<String> real) throws IOException {
            EntryKind kind = real.isEmpty() ? EntryKind.ABSENT : tree.kind(real.get());
            return kind == EntryKind.ABSENT ? entry.kind() : kind;
        }

        private void add(String name, String place) throws InvalidChartException, IOException {
            long size = tree.size(place);
            try {
                limits.checkFile(name, size);
            } catch (ChartException e) {
                throw refused(e);
            }
            bytes += size;
            if (bytes > limits.unpacked()) {
                throw limit("an unpacked chart may have %d bytes".formatted(limits.unpacked()));
            }
            files.add(new ChartFile(name, withoutMark(tree.read(place))));
        }

        private static InvalidChartException limit(String message) {
            return new InvalidChartException(InvalidChartException.Fault.LIMIT, message);
        }
    }
}
