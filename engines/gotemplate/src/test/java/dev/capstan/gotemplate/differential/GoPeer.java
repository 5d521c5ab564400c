package dev.capstan.gotemplate.differential;

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
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Go's own text/template: a small program of ours, compiled once per version of it and kept in the user's cache folder.
 */
final class GoPeer implements AutoCloseable {

    private static final Pattern ANSWER = Pattern.compile("\\{\"Output\":(?:null|\"([^\"]*)\"),\"Error\":\"(.*)\"}");

    /** What Go said; the error is empty when there was none. */
    record Answer(byte[] output, String error) {

        boolean isLike(Answer other) {
            return Arrays.equals(output, other.output) && error.equals(other.error);
        }
    }

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
        byte[] module = resource("go.mod");
        byte[] source = resource("main.go");
        Path folder = cacheFolder().resolve("template-peer-" + digest(module, source));
        Path program = folder.resolve("peer");
        if (Files.isExecutable(program)) {
            return new Search.Found(program);
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve("go.mod"), module);
        Files.write(folder.resolve("main.go"), source);
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

    Answer run(byte[] template, String missingKey) throws IOException {
        in.write("{\"Template\":\"" + Base64.getEncoder().encodeToString(template) + "\",\"Option\":\"" + missingKey
                + "\"}\n");
        in.flush();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the peer has ended");
        }
        Matcher matcher = ANSWER.matcher(line);
        if (!matcher.matches()) {
            throw new IOException("not an answer: " + line);
        }
        byte[] output =
                matcher.group(1) == null ? new byte[0] : Base64.getDecoder().decode(matcher.group(1));
        return new Answer(output, unescape(matcher.group(2)));
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            c = text.charAt(++i);
            switch (c) {
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'u' -> {
                    plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> plain.append(c);
            }
        }
        return plain.toString();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = GoPeer.class.getResourceAsStream("/peer/" + name)) {
            if (stream == null) {
                throw new IOException("no resource " + name);
            }
            return stream.readAllBytes();
        }
    }

    private static String digest(byte[] first, byte[] second) {
        CRC32 crc = new CRC32();
        crc.update(first);
        crc.update(second);
        return HexFormat.of().toHexDigits((int) crc.getValue());
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
