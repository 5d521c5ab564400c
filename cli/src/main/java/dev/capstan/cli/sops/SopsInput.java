package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.Invocation;
import dev.capstan.secrets.format.SopsFormat;
import dev.capstan.secrets.sops.SopsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command works on.
 *
 * @param path of the file; empty for the standard input
 * @param rules the file that rules are looked for
 * @param output the format of what is written
 */
record SopsInput(Optional<Path> path, Path rules, SopsText text, SopsFormat output) {
    static final String STANDARD_INPUT = "standard input";
    private static final int NOT_READABLE = 2;
    private static final int LARGEST = 256 << 20;

    /** The format of an option, else that of a name. */
    static SopsFormat format(Optional<String> option, String name) {
        return option.map(SopsFormat::ofName).orElseGet(() -> SopsFormat.ofFile(name));
    }

    /**
     * Reads a file, or the standard input.
     *
     * @param missing the exit code when there is no such file
     */
    static SopsInput read(Invocation invocation, Optional<String> file, FileTypeOptions types, int missing) {
        Optional<Path> path = file.map(Path::of);
        String name = types.name().or(() -> file).orElse(STANDARD_INPUT);
        byte[] bytes = path.map(it -> bytes(it, missing)).orElseGet(() -> standardInput(invocation));
        return new SopsInput(
                path,
                Path.of(name),
                new SopsText(file.orElse(name), format(types.input(), name), bytes),
                format(types.output(), name));
    }

    /** Reads a file that is read and written in the format of its name. */
    static SopsInput read(Path path, Optional<String> type, int missing) {
        SopsFormat format = format(type, path.toString());
        return new SopsInput(
                Optional.of(path), path, new SopsText(path.toString(), format, bytes(path, missing)), format);
    }

    private static byte[] standardInput(Invocation invocation) {
        try {
            return invocation.in().readNBytes(LARGEST);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read the standard input: " + e.getMessage(), NOT_READABLE);
        }
    }

    /** The bytes of a file. */
    static byte[] bytes(Path path, int missing) {
        if (!Files.exists(path)) {
            throw new CommandFailure("Cannot read " + path + ": there is no such file", missing);
        }
        if (Files.isDirectory(path)) {
            throw new CommandFailure("Cannot read " + path + ": it is a folder", NOT_READABLE);
        }
        try (var stream = Files.newInputStream(path)) {
            return stream.readNBytes(LARGEST);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + path + ": " + e.getMessage(), NOT_READABLE);
        }
    }
}
