package dev.capstan.containers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.testcontainers.DockerClientFactory;

/** An image of nothing but programs of this machine, the shared libraries that they name, and some files. */
public final class ProgramImage {

    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
    private static final int EXECUTABLE = 0755;
    private static final int FOR_EVERYBODY = 01777;

    private ProgramImage() {}

    /** The program on this machine. */
    public static Optional<Path> find(String program) {
        return PodmanService.find(program, System.getenv());
    }

    /**
     * Gives the engine an image with programs.
     *
     * @param name of the image, without registry and tag
     * @param programs on this machine, by the path that they get
     * @param texts files, by path
     * @return what the image is called
     */
    public static String make(String name, Map<String, Path> programs, Map<String, String> texts) {
        String reference = "localhost/capstan-test/" + name + ":1";
        try {
            Path layer = Files.createTempFile("layer-", ".tar");
            Path archive = Files.createTempFile("image-", ".tar");
            try {
                writeLayer(layer, withLibraries(programs), texts);
                writeArchive(archive, layer, reference);
                try (var stream = Files.newInputStream(archive)) {
                    DockerClientFactory.lazyClient().loadImageCmd(stream).exec();
                }
            } finally {
                Files.delete(layer);
                Files.delete(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reference;
    }

    private static Map<String, Path> withLibraries(Map<String, Path> programs) throws IOException {
        var files = new TreeMap<>(programs);
        for (Path program : programs.values()) {
            Process list = new ProcessBuilder("ldd", program.toString())
                    .redirectErrorStream(true)
                    .start();
            String libraries = new String(list.getInputStream().readAllBytes(), UTF_8);
            LIBRARY.matcher(libraries)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(library -> files.put(library, Path.of(library)));
        }
        return files;
    }

    private static void writeLayer(Path layer, Map<String, Path> files, Map<String, String> texts) throws IOException {
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(layer))) {
            for (var file : files.entrySet()) {
                add(tar, file.getKey().substring(1), Files.readAllBytes(file.getValue()));
            }
            for (var text : texts.entrySet()) {
                add(tar, text.getKey().substring(1), text.getValue().getBytes(UTF_8));
            }
            var temporary = new TarArchiveEntry("tmp/");
            temporary.setMode(FOR_EVERYBODY);
            tar.putArchiveEntry(temporary);
            tar.closeArchiveEntry();
        }
    }

    /** As {@code docker save} writes it. */
    private static void writeArchive(Path archive, Path layer, String reference) throws IOException {
        String architecture = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "amd64";
        String config = """
                {"architecture":"%s","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}
                """.formatted(architecture, sha256(layer));
        String manifest = """
                [{"Config":"config.json","RepoTags":["%s"],"Layers":["layer.tar"]}]
                """.formatted(reference);
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            add(tar, "config.json", config.getBytes(UTF_8));
            add(tar, "manifest.json", manifest.getBytes(UTF_8));
            var entry = new TarArchiveEntry("layer.tar");
            entry.setSize(Files.size(layer));
            tar.putArchiveEntry(entry);
            Files.copy(layer, tar);
            tar.closeArchiveEntry();
        }
    }

    private static void add(TarArchiveOutputStream tar, String path, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(path);
        entry.setSize(content.length);
        entry.setMode(EXECUTABLE);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var stream = new DigestInputStream(Files.newInputStream(file), digest)) {
                stream.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
