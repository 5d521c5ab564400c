package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.archive.ArchiveFailure;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.StreamBrokenException;
import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Platform;
import dev.capstan.oci.Reference;
import dev.capstan.oci.registry.RemoteRepository;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/**
 * What lies in the layers of a manifest: one archive, of files or of a chart. Layers of other kinds, such as provenance, are passed over.
 */
public final class OciLayers {
    private static final Set<String> CHARTS =
            Set.of("application/vnd.cncf.helm.chart.content.v1.tar+gzip", "application/tar+gzip");
    private static final List<String> ARCHIVES = List.of("tar", "tar+gzip", "tar+zstd");
    private static final int MOST_LAYERS = 10;

    private final ArchiveReader archives;
    private final long longest;
    private final int longestChart;

    /**
     * Reads archives of files in place.
     *
     * @param longest bytes of an archive of files
     * @param longestChart bytes of the archive of a chart
     */
    public OciLayers(ArchiveReader archives, long longest, long longestChart) {
        this.archives = archives.readingAny();
        this.longest = longest;
        this.longestChart = Math.toIntExact(longestChart);
    }

    /** What the manifest of a digest holds. */
    Answer<FetchedSource> files(RemoteRepository repository, Digest digest) {
        return switch (repository.image(new Reference.ByDigest(digest), Platform.LINUX_AMD64)) {
            case OciResult.Success<Manifest.Image>(var image) ->
                content(repository, image).then(layer -> files(repository, digest, layer));
            case OciResult.Failed<Manifest.Image>(var failure) -> new Answer.Failed<>(failure.message());
        };
    }

    private static Answer<Descriptor> content(RemoteRepository repository, Manifest.Image image) {
        if (image.layers().size() > MOST_LAYERS) {
            return new Answer.Failed<>("'%s' has %d layers, and at most %d are looked at"
                    .formatted(repository.name(), image.layers().size(), MOST_LAYERS));
        }
        var archives = image.layers().stream().filter(OciLayers::isArchive).toList();
        return archives.size() == 1
                ? new Answer.Known<>(archives.getFirst())
                : new Answer.Failed<>(
                        "'%s' has %d layers that are archives (tar, tar+gzip, tar+zstd); exactly one is needed"
                                .formatted(repository.name(), archives.size()));
    }

    private static boolean isArchive(Descriptor layer) {
        return ARCHIVES.stream().anyMatch(end -> layer.mediaType().endsWith(end));
    }

    private Answer<FetchedSource> files(RemoteRepository repository, Digest digest, Descriptor layer) {
        return CHARTS.contains(layer.mediaType())
                ? chart(repository, digest, layer)
                : unpacked(repository, digest, layer);
    }

    private Answer<FetchedSource> chart(RemoteRepository repository, Digest digest, Descriptor layer) {
        return switch (repository.bytes(layer, longestChart)) {
            case OciResult.Success<byte[]>(var archive) ->
                new Answer.Known<>(new FetchedSource.Chart(digest.toString(), archive));
            case OciResult.Failed<byte[]>(var failure) -> new Answer.Failed<>(failure.message());
        };
    }

    private Answer<FetchedSource> unpacked(RemoteRepository repository, Digest digest, Descriptor layer) {
        return switch (repository.blob(layer, longest)) {
            case OciResult.Success<InputStream>(var blob) -> unpacked(repository, digest, layer, blob);
            case OciResult.Failed<InputStream>(var failure) -> new Answer.Failed<>(failure.message());
        };
    }

    private Answer<FetchedSource> unpacked(
            RemoteRepository repository, Digest digest, Descriptor layer, InputStream blob) {
        try (blob) {
            return switch (archives.read(blob, layer.digest())) {
                case ArchiveReader.Result.Read(var tree) ->
                    new Answer.Known<>(new FetchedSource.Files(digest.toString(), tree, () -> {}));
                case ArchiveReader.Result.NotRead(var failure) ->
                    new Answer.Failed<>("the files in '" + repository.name() + "' cannot be read: " + why(failure));
            };
        } catch (StreamBrokenException broken) {
            return new Answer.Failed<>("the files in '" + repository.name() + "' did not arrive: "
                    + broken.broken().getMessage());
        } catch (IOException e) {
            return new Answer.Failed<>("the files in '" + repository.name() + "' cannot be read: " + e.getMessage());
        }
    }

    private static String why(ArchiveFailure failure) {
        return switch (failure) {
            case ArchiveFailure.DigestMismatch _ -> "they do not have the digest that the manifest names";
            case ArchiveFailure.Refused(var reason) -> reason;
            case ArchiveFailure.LimitExceeded(var limit) -> limit;
            case ArchiveFailure.StorageFailed(var cause) -> cause;
        };
    }
}
