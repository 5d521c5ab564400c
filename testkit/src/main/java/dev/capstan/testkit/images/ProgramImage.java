package dev.capstan.testkit.images;

import dev.capstan.testkit.images.ImageArchive.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image that has one statically linked program and an empty {@code /tmp}, and runs as a user without rights.
 *
 * @param program the file
 * @param arguments that come before those of the Pod
 */
public record ProgramImage(Path program, List<String> arguments) {
    private static final int EXECUTABLE = 0755;
    private static final int FOR_ALL = 01777;

    /** User and group, a number as {@code runAsNonRoot} wants it. */
    public static final int USER = 65532;

    public ProgramImage {
        arguments = List.copyOf(arguments);
    }

    /** An image whose entry point is the program alone. */
    public static ProgramImage of(Path program) {
        return new ProgramImage(program, List.of());
    }

    Content writeTo(Path folder) {
        try {
            Path layer = folder.resolve("layer.tar");
            writeLayer(layer);
            Path config = folder.resolve("config.json");
            Files.writeString(config, config(Blob.digestOf(layer)));
            return new Content(ImageArchive.config(config), List.of(ImageArchive.layer(layer)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make an image of " + program, e);
        }
    }

    private void writeLayer(Path layer) throws IOException {
        try (OutputStream file = Files.newOutputStream(layer);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(file)) {
            TarArchiveEntry folder = new TarArchiveEntry("tmp/");
            folder.setMode(FOR_ALL);
            folder.setModTime(0);
            tar.putArchiveEntry(folder);
            tar.closeArchiveEntry();
            TarArchiveEntry entry = new TarArchiveEntry(program.toFile(), fileName());
            entry.setMode(EXECUTABLE);
            entry.setModTime(0);
            entry.setUserId(0);
            entry.setGroupId(0);
            entry.setUserName("");
            entry.setGroupName("");
            tar.putArchiveEntry(entry);
            Files.copy(program, tar);
            tar.closeArchiveEntry();
        }
    }

    private String config(String layerDigest) {
        String entryPoint = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("/" + fileName()), arguments.stream())
                .map(word -> "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(","));
        return """
                {"architecture":"%s","os":"linux","config":{"Entrypoint":[%s],"User":"%d:%d"},\
                "rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(architecture(), entryPoint, USER, USER, layerDigest);
    }

    private String fileName() {
        return program.getFileName().toString();
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") ? "arm64" : "amd64";
    }
}
