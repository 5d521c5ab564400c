package dev.capstan.images.policy;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/** The Go libraries: a small program of ours, compiled once per version of it and kept in the user's cache folder. */
final class GoPeer implements AutoCloseable {
    private static final List<String> SOURCES = List.of("go.mod", "go.sum", "main.go");

    /** The program, or why there is none, as a message for readers of the test report. */
    sealed interface Search {
        record Found(Path program) implements Search {}

        record Missing(String reason) implements Search {}
    }

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    GoPeer(Path program) throws IOException {
        process = new ProcessBuilder(program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Search find() throws IOException, InterruptedException {
        Optional<Path> go = onPath("go");
        if (go.isEmpty()) {
            return new Search.Missing("no Go toolchain on the PATH");
        }
        CRC32 crc = new CRC32();
        for (String name : SOURCES) {
            crc.update(resource(name));
        }
        Path folder = cacheFolder().resolve("images-peer-" + HexFormat.of().toHexDigits((int) crc.getValue()));
        Path program = folder.resolve("peer");
        if (Files.isExecutable(program)) {
            return new Search.Found(program);
        }
        Files.createDirectories(folder);
        for (String name : SOURCES) {
            Files.write(folder.resolve(name), resource(name));
        }
        Path log = folder.resolve("build.log");
        ProcessBuilder build = new ProcessBuilder(go.get().toString(), "build", "-o", "peer", ".");
        build.environment().put("GOFLAGS", "");
        Process process = build.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return new Search.Missing("compiling the peer took longer than five minutes");
        }
        return process.exitValue() == 0
                ? new Search.Found(program)
                : new Search.Missing("the peer could not be compiled: " + Files.readString(log));
    }

    String answer(String question) throws IOException {
        in.write(question + "\n");
        in.flush();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the peer has ended");
        }
        return line;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = GoPeer.class.getResourceAsStream("/peer/" + name)) {
            if (stream == null) {
                throw new IOException("no resource " + name);
            }
            return stream.readAllBytes();
        }
    }

    private static Path cacheFolder() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("capstan");
    }

    private static Optional<Path> onPath(String name) {
        for (String folder :
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
            Path candidate = Path.of(folder, name);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
        process.destroy();
    }
}
