package dev.capstan.source.ocirepository;

import dev.capstan.archive.ArchiveFailure;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.ArchiveTree;
import dev.capstan.archive.StreamBrokenException;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.StoredArtifact;
import dev.capstan.source.content.ContentException;
import dev.capstan.source.content.ContentLimits;
import dev.capstan.source.content.SelectedContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Makes the artifact out of one layer: its files packed anew, or the layer as it came. */
final class LayerStore {
    private final ArtifactStore store;
    private final ArchiveReader archives;
    private final ContentLimits content;
    private final long largestLayer;

    /**
     * @param archives unpack layers
     * @param content limits what goes into an artifact
     * @param largestLayer bytes that a layer may have as the registry gives it
     */
    LayerStore(ArtifactStore store, ArchiveReader archives, ContentLimits content, long largestLayer) {
        this.store = store;
        this.archives = archives.leavingOutLinks().readingZstd();
        this.content = content;
        this.largestLayer = largestLayer;
    }

    SourceResult<StoredArtifact> store(
            OciSource source, RemoteRepository repository, Manifest.Image image, String fileName) {
        return layer(source, image)
                .then(layer -> source.copiesLayer()
                        ? copy(source, repository, layer, fileName)
                        : unpack(repository, layer).then(tree -> pack(source, tree, fileName)));
    }

    private static SourceResult<Descriptor> layer(OciSource source, Manifest.Image image) {
        var wanted = source.layerType();
        var found = image.layers().stream()
                .filter(layer -> wanted.isEmpty() || wanted.get().equals(layer.mediaType()))
                .findFirst();
        return found.map(SourceResult::success)
                .orElseGet(() -> SourceResult.failed(new OciSourceFailure.LayerUnusable(
                        wanted.isEmpty()
                                ? "the artifact has no layers"
                                : "the artifact has no layer with the media type '" + wanted.get() + "', only "
                                        + types(image.layers()))));
    }

    private static String types(List<Descriptor> layers) {
        return layers.stream()
                .map(Descriptor::mediaType)
                .distinct()
                .limit(5)
                .toList()
                .toString();
    }

    private SourceResult<StoredArtifact> copy(
            OciSource source, RemoteRepository repository, Descriptor layer, String fileName) {
        return stored(store.storeFile(source.owner(), fileName, out -> {
            try (var blob = repository.blob(layer, largestLayer).orThrow()) {
                blob.transferTo(out);
            }
        }));
    }

    private SourceResult<ArchiveTree> unpack(RemoteRepository repository, Descriptor layer) {
        try (var blob = repository.blob(layer, largestLayer).orThrow()) {
            return switch (archives.read(blob, layer.digest())) {
                case ArchiveReader.Result.Read(var tree) -> SourceResult.success(tree);
                case ArchiveReader.Result.NotRead(var failure) -> unreadable(failure, repository, layer);
            };
        } catch (OciFailureException e) {
            return SourceResult.failed(new OciSourceFailure.Pull(e.failure()));
        } catch (StreamBrokenException e) {
            return SourceResult.failed(new OciSourceFailure.Pull(
                    e.broken() instanceof OciFailureException known
                            ? known.failure()
                            : new OciFailure.Unreachable(repository.name(), "the connection broke")));
        } catch (IOException e) {
            return SourceResult.failed(
                    new OciSourceFailure.Pull(new OciFailure.Unreachable(repository.name(), "the connection broke")));
        }
    }

    private static <T> SourceResult<T> unreadable(
            ArchiveFailure failure, RemoteRepository repository, Descriptor layer) {
        return SourceResult.failed(
                switch (failure) {
                    case ArchiveFailure.DigestMismatch _ ->
                        new OciSourceFailure.Pull(new OciFailure.ContentWrong(
                                repository.name(),
                                "the blob '" + layer.digest() + "'",
                                "its content has another digest"));
                    case ArchiveFailure.Refused(var reason) ->
                        new OciSourceFailure.LayerUnusable("the layer cannot be unpacked: " + reason);
                    case ArchiveFailure.LimitExceeded(var limit) ->
                        new OciSourceFailure.LayerUnusable("the layer cannot be unpacked: limit exceeded: " + limit);
                    case ArchiveFailure.StorageFailed(var cause) -> CommonSourceFailure.Storage.of(cause);
                });
    }

    private SourceResult<StoredArtifact> pack(OciSource source, ArchiveTree tree, String fileName) {
        var files = new SelectedContent(
                LayerContent.of(tree), Optional.ofNullable(source.spec().ignore()), List.of(), content);
        return stored(store.store(source.owner(), fileName, files));
    }

    private static SourceResult<StoredArtifact> stored(StoreResult result) {
        return switch (result) {
            case StoreResult.Stored(var artifact) -> SourceResult.success(artifact);
            case StoreResult.StorageFailed(var why, var isOutOfSpace) ->
                SourceResult.failed(new CommonSourceFailure.Storage(why, isOutOfSpace));
            case StoreResult.ContentFailed(var cause) -> SourceResult.failed(unreadable(cause));
        };
    }

    private static SourceFailure unreadable(IOException cause) {
        return switch (cause) {
            case OciFailureException known -> new OciSourceFailure.Pull(known.failure());
            case ContentException known -> unusable(known.problem());
            default -> throw new UncheckedIOException("a layer in memory cannot be read", cause);
        };
    }

    private static SourceFailure unusable(ContentException.Problem problem) {
        return switch (problem) {
            case ContentException.Problem.RulesUnusable(var why) -> new CommonSourceFailure.IgnoreRulesUnusable(why);
            case ContentException.Problem.FolderMissing(var path) ->
                new OciSourceFailure.LayerUnusable("the layer has no folder '" + path + "'");
            case ContentException.Problem.LimitExceeded(var what, var allowed) ->
                new OciSourceFailure.LayerUnusable(
                        "limit exceeded: the layer has more than the allowed " + allowed + " " + what);
        };
    }
}
