package dev.capstan.charts.build;

import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.ChartDependency;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartFiles;
import dev.capstan.charts.ChartMetadata;
import dev.capstan.charts.index.VersionRequest;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the charts that a chart needs into its folder {@code charts/}: those from the same source, and those from repositories. What is
 * there already stays. The lock file says which versions are taken, as long as it fits what the chart asks for.
 */
final class ChartDependencies {
    private static final String FOLDER = "charts";
    private static final int MOST = 200;

    private final FileTree source;
    private final String folder;
    private final ChartArchive archives;
    private final ChartFinder finder;

    /**
     * @param folder of the chart in the source
     */
    ChartDependencies(FileTree source, String folder, ChartArchive archives, ChartFinder finder) {
        this.source = source;
        this.folder = folder;
        this.archives = archives;
        this.finder = finder;
    }

    ChartFiles addTo(ChartFiles chart, ChartMetadata metadata) throws ChartException, IOException {
        if (metadata.dependencies().size() > MOST) {
            throw new ChartException(
                    new ChartFailure.LimitExceeded("a chart may have %d dependencies".formatted(MOST)));
        }
        var present = present(chart);
        var files = chart;
        for (ChartDependency dependency : locked(chart, metadata.dependencies())) {
            if (present.add(dependency.name())) {
                files = files.withFolder(FOLDER + "/" + dependency.name(), filesOf(dependency, files));
            }
        }
        return files;
    }

    /** The names of the charts that are in {@code charts/}, in folders and in archives. */
    private Set<String> present(ChartFiles chart) throws ChartException, IOException {
        var names = new HashSet<String>();
        long taken = chart.size();
        for (String name : chart.names(FOLDER)) {
            var path = FOLDER + "/" + name;
            if (chart.has(path + "/" + ChartMetadata.FILE)) {
                names.add(nameOf(path, chart.below(path)));
            } else if (name.endsWith(".tgz") && chart.has(path)) {
                var packed = packed(path, chart.read(path).orElseThrow(), taken);
                taken += packed.size();
                names.add(nameOf(path, packed));
            }
        }
        return names;
    }

    private ChartFiles packed(String path, byte[] archive, long taken) throws ChartException, IOException {
        try {
            return archives.read(archive, taken);
        } catch (ChartException e) {
            throw e.failure() instanceof ChartFailure.LimitExceeded(var limit)
                    ? new ChartException(new ChartFailure.LimitExceeded(path + ": " + limit))
                    : unusable(path, e);
        }
    }

    private static String nameOf(String path, ChartFiles files) throws ChartException, IOException {
        try {
            return files.metadata().name();
        } catch (ChartException e) {
            throw unusable(path, e);
        }
    }

    private static List<ChartDependency> locked(ChartFiles chart, List<ChartDependency> wanted)
            throws ChartException, IOException {
        for (String file : List.of("Chart.lock", "requirements.lock")) {
            var text = chart.read(file);
            if (text.isPresent()) {
                var locked = ChartMetadata.dependencies(file, text.get());
                return fits(locked, wanted) ? locked : wanted;
            }
        }
        return wanted;
    }

    private static boolean fits(List<ChartDependency> locked, List<ChartDependency> wanted) {
        if (locked.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < locked.size(); i++) {
            var mine = locked.get(i);
            var theirs = wanted.get(i);
            if (!mine.name().equals(theirs.name())
                    || !mine.repository().equals(theirs.repository())
                    || !accepts(theirs, mine.version())) {
                return false;
            }
        }
        return true;
    }

    private static boolean accepts(ChartDependency dependency, String version) {
        try {
            return VersionRequest.parse(dependency.version()).accepts(version);
        } catch (ChartException notARange) {
            return false;
        }
    }

    /** Whatever is wrong with a dependency is said with its name. */
    private ChartFiles filesOf(ChartDependency dependency, ChartFiles soFar) throws ChartException, IOException {
        try {
            return fitting(dependency, soFar);
        } catch (ChartException e) {
            throw e.failure() instanceof ChartFailure.DependencyUnusable ? e : unusable(dependency.name(), e);
        }
    }

    private ChartFiles fitting(ChartDependency dependency, ChartFiles soFar) throws ChartException, IOException {
        var repository = dependency.repository();
        if (repository.isEmpty()) {
            throw unusable(dependency, "it names no repository, and charts/ does not have it");
        }
        var files =
                dependency.isLocal() ? local(dependency, soFar) : archives.read(finder.find(dependency), soFar.size());
        var found = files.metadata();
        if (!found.name().equals(dependency.name())) {
            throw unusable(dependency, "the chart that lies there is called '" + found.name() + "'");
        }
        if (!VersionRequest.parse(dependency.version()).accepts(found.version())) {
            throw unusable(
                    dependency, "version " + found.version() + " is not in the range '" + dependency.version() + "'");
        }
        return files;
    }

    private ChartFiles local(ChartDependency dependency, ChartFiles soFar) throws ChartException, IOException {
        var relative = dependency.repository().substring("file://".length());
        Optional<String> path = TreePath.join(folder, relative);
        Optional<String> real = path.isPresent() ? TreePath.resolve(source, path.get()) : path;
        if (real.isEmpty()) {
            throw unusable(dependency, "its path leads out of the source");
        }
        return switch (source.kind(real.get())) {
            case DIRECTORY -> ChartFolder.files(source, real.get(), archives.limits());
            case FILE -> archives.read(new SourceFiles(source, archives.limits()).archive(real.get()), soFar.size());
            case LINK, ABSENT -> throw unusable(dependency, "there is no chart at '" + real.get() + "'");
        };
    }

    private static ChartException unusable(String dependency, ChartException cause) {
        return new ChartException(
                new ChartFailure.DependencyUnusable(dependency, cause.failure().message()));
    }

    private static ChartException unusable(ChartDependency dependency, String why) {
        return new ChartException(new ChartFailure.DependencyUnusable(dependency.name(), why));
    }
}
