package dev.capstan.source.ocirepository;

import dev.capstan.digest.Digest;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.Platform;
import dev.capstan.oci.Reference;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.source.SourceResult;
import java.util.Map;

/** Fetches a manifest and its layer, and stores what the spec wants of it. */
final class ArtifactPull {
    private static final int LONGEST_ANNOTATIONS = 64 << 10;

    private final LayerStore layers;

    ArtifactPull(LayerStore layers) {
        this.layers = layers;
    }

    SourceResult<PulledArtifact> pull(OciSource source, RemoteRepository repository, Digest manifest) {
        return image(repository, manifest)
                .then(image -> layers.store(source, repository, image, source.fileName(manifest))
                        .map(stored -> new PulledArtifact(source.owner(), stored, image.annotations())));
    }

    private static SourceResult<Manifest.Image> image(RemoteRepository repository, Digest manifest) {
        return OciSourceFailure.result(repository.image(new Reference.ByDigest(manifest), Platform.LINUX_AMD64))
                .then(image -> length(image.annotations()) <= LONGEST_ANNOTATIONS
                        ? SourceResult.success(image)
                        : SourceResult.failed(new OciSourceFailure.Pull(new OciFailure.LimitExceeded(
                                repository.name(), "characters in the annotations", LONGEST_ANNOTATIONS))));
    }

    static int length(Map<String, String> annotations) {
        return annotations.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
    }
}
