package dev.capstan.charts;

import dev.capstan.archive.ArchiveFailure;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.ArchiveTree;
import dev.capstan.archive.StreamBrokenException;
import dev.capstan.digest.Digest;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads packed charts. A packed chart is a {@code .tgz} with one folder, in which {@code Chart.yaml} is. Nothing is unpacked under a
 * name that the archive chose; links and paths that lead out are refused.
 */
public final class ChartArchive {
    private final Path directory;
    private final ChartLimits limits;

    /** Decompresses into nameless files of the directory, which must exist. */
    public ChartArchive(Path directory, ChartLimits limits) {
        this.directory = directory;
        this.limits = limits;
    }

    /** The limits that charts are read under. */
    public ChartLimits limits() {
        return limits;
    }

    /**
     * The files of a packed chart.
     *
     * @throws ChartException when it is not a chart, or larger than the limits allow
     * @throws IOException when this machine cannot hold it
     */
    public ChartFiles read(byte[] archive) throws ChartException, IOException {
        return read(archive, 0);
    }

    /**
     * As {@link #read(byte[])}, for a chart inside of another.
     *
     * @param taken how many of the unpacked bytes are in use already
     */
    public ChartFiles read(byte[] archive, long taken) throws ChartException, IOException {
        limits.checkArchive("this one", archive.length);
        if (taken >= limits.unpacked()) {
            throw new ChartException(new ChartFailure.LimitExceeded(
                    "with the charts inside of it, an unpacked chart may have %d bytes".formatted(limits.unpacked())));
        }
        ArchiveTree tree = unpacked(archive, taken);
        return ChartFiles.of(tree, root(tree), ChartFiles.Exclusion.NONE, limits);
    }

    private ArchiveTree unpacked(byte[] archive, long taken) throws ChartException, IOException {
        try {
            var reader = new ArchiveReader(directory, limits.archiveLimits(taken));
            return switch (reader.read(new ByteArrayInputStream(archive), Digest.sha256(archive))) {
                case ArchiveReader.Result.Read(var tree) -> tree;
                case ArchiveReader.Result.NotRead(var failure) -> throw refused(failure, taken);
            };
        } catch (StreamBrokenException e) {
            throw new IllegalStateException("bytes in memory do not break", e);
        }
    }

    private ChartException refused(ArchiveFailure failure, long taken) throws IOException {
        return switch (failure) {
            case ArchiveFailure.Refused(var reason) -> invalid(reason);
            case ArchiveFailure.LimitExceeded(var limit) ->
                new ChartException(new ChartFailure.LimitExceeded("the chart is too large: " + limit
                        + (taken == 0
                                ? ""
                                : "; of the %d bytes that an unpacked chart may have with the charts inside of it, %d are taken"
                                        .formatted(limits.unpacked(), taken))));
            case ArchiveFailure.StorageFailed(var cause) ->
                throw new IOException("the chart cannot be unpacked: " + cause);
            case ArchiveFailure.DigestMismatch _ -> throw new IllegalStateException("the digest is of these bytes");
        };
    }

    /** The folder of the chart. Others beside it are not looked at, as Helm takes the name of any folder for the chart's. */
    private static String root(ArchiveTree tree) throws ChartException {
        List<String> folders = tree.list("").stream()
                .filter(entry -> entry.kind() == EntryKind.DIRECTORY)
                .map(Entry::name)
                .filter(name -> tree.kind(name + "/" + ChartMetadata.FILE) == EntryKind.FILE)
                .toList();
        if (folders.size() != 1) {
            throw invalid(
                    folders.isEmpty()
                            ? "it has no folder with a file " + ChartMetadata.FILE
                            : "it has several folders with a file " + ChartMetadata.FILE);
        }
        return folders.getFirst();
    }

    private static ChartException invalid(String why) {
        return new ChartException(new ChartFailure.ChartInvalid(why));
    }
}
