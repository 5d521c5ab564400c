package dev.capstan.charts.build;

import dev.capstan.archive.ArchiveContent;
import dev.capstan.archive.ArchiveWriter;
import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartFailure;
import dev.capstan.charts.ChartFiles;
import dev.capstan.charts.ChartLimits;
import dev.capstan.charts.ChartMetadata;
import dev.capstan.charts.ChartProvenance;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the archive that is offered, out of the archive of a repository or out of a folder in a source. An archive that nothing is
 * changed about is offered as it is.
 */
public final class ChartBuilder {
    private final ChartArchive archives;

    /** Reads archives with the given reader and under its limits. */
    public ChartBuilder(ChartArchive archives) {
        this.archives = archives;
    }

    /** The limits that charts are read and built under. */
    public ChartLimits limits() {
        return archives.limits();
    }

    /**
     * Builds from an archive of a repository; values files lie in the chart.
     *
     * @throws ChartException when it is not a chart, or a values file cannot be used
     * @throws IOException when this machine cannot hold it
     */
    public ChartPackage fromArchive(byte[] archive, BuildOptions options) throws ChartException, IOException {
        var chart = archives.read(archive);
        return packed(
                archive,
                chart,
                options,
                ValuesFiles.merge(
                        options.valuesFiles(), options.ignoresMissingValuesFiles(), name -> inChart(chart, name)));
    }

    /**
     * What an archive of a repository says about itself.
     *
     * @throws ChartException when it is not a chart
     * @throws IOException when this machine cannot hold it
     */
    public ChartMetadata metadata(byte[] archive) throws ChartException, IOException {
        return archives.read(archive).metadata();
    }

    private static Optional<byte[]> inChart(ChartFiles chart, String name) throws ChartException, IOException {
        return chart.read(joined("", name));
    }

    /**
     * Builds from a source; values files lie in the source.
     *
     * @param path of the chart in the source: a folder, which is packed with its dependencies, or an archive
     * @param finder is asked for dependencies from repositories
     * @throws ChartException when there is no chart, or a dependency or a values file cannot be used
     * @throws IOException when the source cannot be read
     */
    public ChartPackage fromSource(FileTree source, String path, BuildOptions options, ChartFinder finder)
            throws ChartException, IOException {
        var place = placeOf(source, path);
        if (source.kind(place) == EntryKind.FILE) {
            return fromPacked(source, archive(source, place), options);
        }
        var values = valuesIn(source, options);
        var folder = ChartFolder.files(source, place, archives.limits());
        var chart = new ChartDependencies(source, place, archives, finder).addTo(folder, folder.metadata());
        return packed(chart, options, values);
    }

    /**
     * Builds from a packed chart whose bytes are at hand; values files lie in the source.
     *
     * @param archive that of {@link #packedIn}
     * @throws ChartException when it is not a chart, or a values file cannot be used
     * @throws IOException when the source cannot be read
     */
    public ChartPackage fromPacked(FileTree source, byte[] archive, BuildOptions options)
            throws ChartException, IOException {
        var values = valuesIn(source, options);
        return packed(archive, archives.read(archive), options, values);
    }

    private ValuesFiles.Merged valuesIn(FileTree source, BuildOptions options) throws ChartException, IOException {
        return ValuesFiles.merge(
                options.valuesFiles(), options.ignoresMissingValuesFiles(), name -> inSource(source, name));
    }

    /**
     * What {@link #fromSource} would build, without building it.
     *
     * @param metadata of the chart as it lies in the source
     * @param valuesFiles those that are there
     */
    public record Survey(ChartMetadata metadata, List<String> valuesFiles) {

        /** Copies the list. */
        public Survey {
            valuesFiles = List.copyOf(valuesFiles);
        }
    }

    /**
     * Looks at a chart in a source.
     *
     * @throws ChartException when there is no chart, or a values file lies outside
     * @throws IOException when the source cannot be read
     */
    public Survey survey(FileTree source, String path, BuildOptions options) throws ChartException, IOException {
        var place = placeOf(source, path);
        var metadata = source.kind(place) == EntryKind.FILE
                ? archives.read(archive(source, place)).metadata()
                : ChartFolder.files(source, place, archives.limits()).metadata();
        var present = new ArrayList<String>();
        for (String name : options.valuesFiles()) {
            if (valuesFile(source, name).isPresent()) {
                present.add(name);
            }
        }
        return new Survey(metadata, present);
    }

    /**
     * A packed chart in a source.
     *
     * @param fileName the name of its file
     * @param provenance the file beside it that says who made it; empty when there is none
     */
    public record PackedChart(String fileName, byte[] archive, Optional<byte[]> provenance) {}

    /**
     * The packed chart that {@link #fromSource} would build from; empty when a folder lies there.
     *
     * @throws ChartException when there is no chart, or a file is larger than allowed; of the provenance file it is a
     *     {@link ChartFailure.ProvenanceInvalid}
     * @throws IOException when the source cannot be read
     */
    public Optional<PackedChart> packedIn(FileTree source, String path) throws ChartException, IOException {
        var place = placeOf(source, path);
        if (source.kind(place) != EntryKind.FILE) {
            return Optional.empty();
        }
        var beside = place + ChartProvenance.SUFFIX;
        var provenance = source.kind(beside) == EntryKind.FILE
                ? Optional.of(provenance(source, beside))
                : Optional.<byte[]>empty();
        return Optional.of(
                new PackedChart(place.substring(place.lastIndexOf('/') + 1), archive(source, place), provenance));
    }

    private static byte[] provenance(FileTree source, String place) throws ChartException, IOException {
        long size = source.size(place);
        if (size > ChartProvenance.LONGEST) {
            throw new ChartException(new ChartFailure.ProvenanceInvalid(
                    "it may have %d bytes, and has %d".formatted(ChartProvenance.LONGEST, size)));
        }
        return source.read(place);
    }

    private byte[] archive(FileTree source, String place) throws ChartException, IOException {
        return new SourceFiles(source, archives.limits()).archive(place);
    }

    private static String placeOf(FileTree source, String path) throws ChartException, IOException {
        var relative = path.startsWith("/") ? path.replaceFirst("^/+", "") : path;
        var plain = TreePath.join("", relative);
        var real = plain.isPresent() ? TreePath.resolve(source, plain.get()) : plain;
        if (real.isEmpty()) {
            throw new ChartException(new ChartFailure.PathInvalid("the path '" + path + "' leads out of the source"));
        }
        if (source.kind(real.get()) == EntryKind.ABSENT) {
            throw new ChartException(new ChartFailure.PathInvalid("the source has no chart at '" + real.get() + "'"));
        }
        return real.get();
    }

    private Optional<byte[]> inSource(FileTree source, String name) throws ChartException, IOException {
        var place = valuesFile(source, name);
        return place.isPresent()
                ? Optional.of(new SourceFiles(source, archives.limits()).file(place.get()))
                : Optional.empty();
    }

    private static Optional<String> valuesFile(FileTree source, String name) throws ChartException, IOException {
        var real = TreePath.resolve(source, joined("", name));
        if (real.isEmpty()) {
            throw new ChartException(new ChartFailure.ValuesFileUnusable(name, "it leads out of the source"));
        }
        return source.kind(real.get()) == EntryKind.FILE ? real : Optional.empty();
    }

    private static String joined(String folder, String name) throws ChartException {
        return TreePath.join(folder, name)
                .orElseThrow(() -> new ChartException(
                        new ChartFailure.ValuesFileUnusable(name, "it must be a relative path that stays inside")));
    }

    private ChartPackage packed(byte[] archive, ChartFiles chart, BuildOptions options, ValuesFiles.Merged values)
            throws ChartException, IOException {
        if (!options.changesNothing()) {
            return packed(chart, options, values);
        }
        var metadata = chart.metadata();
        return new ChartPackage(
                metadata.name(), metadata.version(), values.names(), new ChartPackage.Content.Original(archive));
    }

    private ChartPackage packed(ChartFiles chart, BuildOptions options, ValuesFiles.Merged values)
            throws ChartException, IOException {
        var metadata = chart.metadata();
        var files = chart;
        if (values.yaml().isPresent()) {
            files = files.with(ValuesFiles.DEFAULT, values.yaml().get());
        }
        if (!options.versionSuffix().isEmpty()) {
            metadata = metadata.withVersion(options.versionOf(metadata.version()));
            files = files.with(ChartMetadata.FILE, metadata.toYaml());
        }
        var content = content(metadata.name(), files.within(archives.limits()));
        return new ChartPackage(
                metadata.name(), metadata.version(), values.names(), new ChartPackage.Content.Packed(content));
    }

    private static ArchiveContent content(String name, ChartFiles files) {
        return archive -> {
            // First, as Helm writes it, so that it is found without reading further.
            write(archive, name, ChartMetadata.FILE, files);
            for (String path : files.paths()) {
                if (!path.equals(ChartMetadata.FILE)) {
                    write(archive, name, path, files);
                }
            }
        };
    }

    private static void write(ArchiveWriter archive, String name, String path, ChartFiles files) throws IOException {
        var content = files.read(path).orElseThrow();
        archive.file(name + "/" + path, false, content.length, new ByteArrayInputStream(content));
    }
}
