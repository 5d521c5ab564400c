package dev.capstan.container;

import dev.capstan.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Has a JVM write down, once for the same content, which classes an image loads and links; see {@code images/train}. The JVM accepts
 * such a cache only beside the very files that it was made with, so it is made in the file system of the image.
 *
 * @param root of the repository
 * @param cache folder where caches are kept
 * @param report takes a sentence when this machine cannot
 */
record AotTraining(Path root, Path cache, Consumer<String> report) {
    /** The exit code by which the script says that the machine cannot. */
    private static final int CANNOT = 3;

    /**
     * The cache for an image, from an earlier run when nothing has changed.
     *
     * @return empty where it cannot be made
     * @throws ImageException when the application does not start
     */
    Optional<Path> cacheFor(ImageAssembly.Parts parts) {
        Path kept = cache.resolve("aot-" + key(parts)).resolve(ImageLayers.AOT);
        if (Files.exists(kept)) {
            return Optional.of(kept);
        }
        try {
            Files.createDirectories(kept.getParent());
            Path folder = Files.createTempDirectory(kept.getParent(), "files-");
            try {
                lay(parts, folder);
                Path made = folder.resolveSibling(folder.getFileName() + ".aot");
                var command = new ArrayList<>(List.of(
                        root.resolve("images/train").toString(),
                        parts.base().archive().toString(),
                        folder.toString(),
                        made.toString()));
                var entrypoint = parts.description().entrypoint();
                command.addAll(entrypoint.subList(1, entrypoint.size()));
                var ended = Script.attempt(root, command);
                if (ended.code() == CANNOT) {
                    report.accept("No AOT cache for " + parts.description().name() + ": " + ended.said());
                    return Optional.empty();
                }
                if (ended.code() != 0) {
                    throw new ImageException(
                            "The AOT cache of " + parts.description().name()
                                    + " cannot be trained; -Dimages.aot=false does without. " + ended.said());
                }
                // In place of one that another build has made meanwhile.
                Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
                return Optional.of(kept);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new ImageException(
                    "The AOT cache of " + parts.description().name() + " cannot be kept in " + cache, e);
        }
    }

    /** The files as the image has them, times included, by which the JVM knows them again. */
    private static void lay(ImageAssembly.Parts parts, Path folder) throws IOException {
        for (var layer : parts.layers().layers()) {
            for (var entry : layer.getEntries()) {
                Path file = folder.resolve(entry.getExtractionPath().toString().substring(1));
                Files.createDirectories(file.getParent());
                Files.copy(entry.getSourceFile(), file);
                Files.setLastModifiedTime(file, FileTime.from(entry.getModificationTime()));
            }
        }
    }

    /** Over the content, not over when it was built. */
    private static String key(ImageAssembly.Parts parts) {
        var content = new StringBuilder(parts.base().folder().getFileName().toString())
                .append(parts.description().entrypoint());
        for (var layer : parts.layers().layers()) {
            for (var entry : layer.getEntries()) {
                if (!entry.getExtractionPath().toString().endsWith(ImageLayers.BILL)) {
                    content.append(entry.getExtractionPath()).append(digest(entry.getSourceFile()));
                }
            }
        }
        return Digest.sha256(content.toString()).hex().substring(0, 16);
    }

    static String digest(Path file) {
        try (var content = Files.newInputStream(file)) {
            return Digest.sha256(content).hex();
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            for (var path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
