package dev.capstan.container;

import dev.capstan.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers beside an image what it was made of, by names, sizes and times of the files, so that it is not made again for the same.
 *
 * @param value over everything that goes in
 */
record Fingerprint(String value) {

    static Fingerprint of(ImageAssembly.Parts parts) {
        var content = new StringBuilder(parts.description().toString())
                .append(state(parts.base().archive()));
        for (var layer : parts.layers().layers()) {
            for (var entry : layer.getEntries()) {
                content.append(entry.getExtractionPath()).append(state(entry.getSourceFile()));
            }
        }
        return new Fingerprint(Digest.sha256(content.toString()).hex());
    }

    private static String state(Path file) {
        try {
            return " %s %d %s\n".formatted(file, Files.size(file), Files.getLastModifiedTime(file));
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read", e);
        }
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
