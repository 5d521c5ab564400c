package dev.capstan.containers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.testcontainers.DockerClientFactory;

/** An image of nothing but a program of this machine, the shared libraries that it names, and some files. */
public final class ProgramImage {

    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
    private static final int EXECUTABLE = 0755;

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
        DockerClient engine = DockerClientFactory.lazyClient();
        String repository = "localhost/capstan-test/" + name;
        try {
            Path tar = Files.createTempFile("image-", ".tar");
            try {
                write(tar, withLibraries(programs), texts);
                try (var stream = Files.newInputStream(tar)) {
                    engine.createImageCmd(repository, stream).withTag("latest").exec();
                }
            } finally {
                Files.delete(tar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return repository + ":latest";
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

    private static void write(Path tar, Map<String, Path> files, Map<String, String> texts) throws IOException {
        try (var archive = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            for (var file : files.entrySet()) {
                add(archive, file.getKey(), Files.readAllBytes(file.getValue()));
            }
            for (var text : texts.entrySet()) {
                add(archive, text.getKey(), text.getValue().getBytes(UTF_8));
            }
            var temporary = new TarArchiveEntry("tmp/");
            temporary.setMode(01777);
            archive.putArchiveEntry(temporary);
            archive.closeArchiveEntry();
        }
    }

    private static void add(TarArchiveOutputStream archive, String path, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(path.substring(1));
        entry.setSize(content.length);
        entry.setMode(EXECUTABLE);
        archive.putArchiveEntry(entry);
        archive.write(content);
        archive.closeArchiveEntry();
    }
}
