package dev.capstan.testkit.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The image of an archive, unpacked for as long as this is open.
 *
 * @param folder where it is unpacked
 */
record ImageArchive(Path folder) implements AutoCloseable {
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final int GZIP = 0x1f8b;

    /**
     * What is pushed.
     *
     * @param config how it is run
     * @param layers its files, the lowest first
     */
    record Content(Blob config, List<Blob> layers) {
        String manifest(String mediaType) throws IOException {
            var descriptors = new ArrayList<String>();
            for (Blob layer : layers) {
                descriptors.add(layer.descriptor());
            }
            return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                    .formatted(mediaType, config.descriptor(), String.join(",", descriptors));
        }
    }

    static ImageArchive open(Path archive) {
        try {
            Path folder = Files.createTempDirectory("image-");
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    Path target = folder.resolve(entry.getName()).normalize();
                    if (entry.isFile() && target.startsWith(folder)) {
                        Files.createDirectories(target.getParent());
                        Files.copy(tar, target);
                    }
                }
            }
            return new ImageArchive(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the image archive " + archive, e);
        }
    }

    Content content() {
        try {
            return Files.exists(folder.resolve("manifest.json")) ? ofDocker() : ofLayout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Content ofDocker() throws IOException {
        JsonNode image =
                Json.read(Files.readString(folder.resolve("manifest.json"))).path(0);
        var layers = new ArrayList<Blob>();
        for (String layer : Json.texts(image.path("Layers"))) {
            layers.add(layer(folder.resolve(layer)));
        }
        return new Content(Blob.of(CONFIG, folder.resolve(image.path("Config").asText())), layers);
    }

    /** Of an index of several platforms the first image is taken. */
    private Content ofLayout() throws IOException {
        JsonNode document = Json.read(Files.readString(folder.resolve("index.json")));
        while (document.has("manifests")) {
            document =
                    Json.read(Files.readString(blob(document.path("manifests").path(0))));
        }
        var layers = new ArrayList<Blob>();
        for (JsonNode layer : document.path("layers")) {
            layers.add(layer(blob(layer)));
        }
        return new Content(Blob.of(CONFIG, blob(document.path("config"))), layers);
    }

    private Path blob(JsonNode descriptor) {
        return folder.resolve("blobs")
                .resolve(descriptor.path("digest").asText().replace(':', '/'));
    }

    static Blob layer(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            boolean isCompressed = (content.read() << Byte.SIZE | content.read()) == GZIP;
            return Blob.of(isCompressed ? LAYER + "+gzip" : LAYER, file);
        }
    }

    static Blob config(Path file) throws IOException {
        return Blob.of(CONFIG, file);
    }

    @Override
    public void close() {
        delete(folder);
    }

    static void delete(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) found.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
