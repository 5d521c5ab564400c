package dev.capstan.container;

import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Remembers beside an image what it was made of, by names, sizes and times of the files, so that it is not made again for the same.
 *
 * @param value over everything that goes in
 */
record Fingerprint(String value) {

    static Fingerprint of(ImageAssembly.Parts parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(parts.description().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(state(parts.base().archive()));
            for (var layer : parts.layers().layers()) {
                for (FileEntry entry : layer.getEntries()) {
                    digest.update(entry.getExtractionPath().toString().getBytes(StandardCharsets.UTF_8));
                    digest.update(state(entry.getSourceFile()));
                }
            }
            return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new ImageException("The files of " + parts.description().name() + " cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] state(Path file) throws IOException {
        return (file + " " + Files.size(file) + " "
                        + Files.getLastModifiedTime(file).toMillis() + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The digest of the image in the archive, when it was made of the same. */
    Optional<String> digestOf(Path archive) {
        Path file = beside(archive);
        if (!Files.exists(archive) || !Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Application.read(file).lines().toList();
        return lines.size() == 2 && lines.getFirst().equals(value) ? Optional.of(lines.getLast()) : Optional.empty();
    }

    /** Remembers that the archive is made of this. */
    void remember(Path archive, String digest) {
        try {
            Files.writeString(beside(archive), value + "\n" + digest + "\n");
        } catch (IOException e) {
            throw new ImageException("The folder of " + archive + " cannot be written to", e);
        }
    }

    private static Path beside(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".made-of");
    }
}
