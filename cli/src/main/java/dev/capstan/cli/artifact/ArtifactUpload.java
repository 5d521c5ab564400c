package dev.capstan.cli.artifact;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.TemporaryFolder;
import dev.capstan.cli.registry.RegistrySession;
import dev.capstan.digest.Digest;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts a folder into a registry as one artifact.
 *
 * @param path a folder, a file, or {@code -} for standard input
 * @param annotations besides those about the origin
 */
record ArtifactUpload(
        RegistrySession session,
        Path path,
        String source,
        String revision,
        Map<String, String> annotations,
        boolean isReproducible) {
    /** Where an artifact lies now. */
    record Pushed(String repository, String tag, Digest digest) {
        String address() {
            return repository + "@" + digest;
        }

        String json() {
            return FluxArtifact.pushed(repository, tag, digest);
        }
    }

    static boolean isStandardInput(Path path) {
        return path.toString().equals("-");
    }

    Pushed to(OciAddress address) throws IOException {
        if (!(address.wanted() instanceof Reference.Tag tag)) {
            throw new CommandFailure("An artifact is pushed under a tag; its digest follows from its content");
        }
        try (var folder = TemporaryFolder.create()) {
            var layer = pack(folder.path());
            var repository = session.open(address.repository());
            var config = RegistrySession.need(
                    repository.pushBlob(FluxArtifact.CONFIG, FluxArtifact.config(layer.content())));
            var blob = RegistrySession.need(repository.pushBlob(FluxArtifact.LAYER, layer.archive(), Optional.empty()));
            var manifest = RegistrySession.need(repository.pushManifest(
                    tag, MediaTypes.OCI_MANIFEST, FluxArtifact.manifest(config, blob, allAnnotations())));
            return new Pushed(repository.name().toString(), tag.name(), manifest.digest());
        }
    }

    private FolderLayer pack(Path folder) {
        Path archive = folder.resolve("layer.tar.gz");
        return isStandardInput(path)
                ? FolderLayer.pack(System.in, "manifests.yaml", folder.resolve("input"), archive)
                : FolderLayer.pack(path, archive);
    }

    private Map<String, String> allAnnotations() {
        var all = new TreeMap<String, String>();
        Instant created = isReproducible ? Instant.EPOCH : Instant.now().truncatedTo(ChronoUnit.SECONDS);
        all.put(FluxArtifact.CREATED, created.toString());
        all.put(FluxArtifact.SOURCE, source);
        all.put(FluxArtifact.REVISION, revision);
        all.putAll(annotations);
        return all;
    }
}
