package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code capstan sops set}. */
@Command(
        name = "set",
        sortOptions = false,
        description =
                "Sets one value of a file: set FILE '[\"db\"][\"password\"]' '\"secret\"'. All others keep their ciphertext.")
final class SopsSetCommand implements Callable<Integer> {
    @ParentCommand
    private SopsCommand sops = new SopsCommand(); // replaced by picocli

    @Parameters(
            arity = "0..3",
            paramLabel = "FILE PATH VALUE",
            hideParamSyntax = true,
            description = "The file, the place in it, and the value as JSON.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--input-type", paramLabel = "FORMAT", description = "yaml, json, dotenv, ini or binary.")
    private @Nullable String type;

    @Option(names = "--value-file", description = "VALUE is a file to read the value from.")
    private boolean isInFile;

    @Option(names = "--value-stdin", description = "Read the value from the standard input.")
    private boolean isInput;

    @Option(names = "--idempotent", description = "Accepted: a value that is there already changes nothing anyway.")
    private boolean accepted;

    @Mixin
    private OpeningOptions opening = new OpeningOptions();

    @Override
    public Integer call() throws IOException {
        if (isInFile && isInput) {
            throw new CommandFailure("--value-file and --value-stdin exclude each other");
        }
        if (words.size() != (isInput ? 2 : 3)) {
            throw new CommandFailure(
                    "sops set takes a file, a path in it and a value: set FILE '[\"key\"]' '\"text\"'",
                    SopsWork.NO_FILE);
        }
        try (var session = sops.session(opening)) {
            SopsWork.set(session, words.get(0), Optional.ofNullable(type), opening, words.get(1), value());
        }
        return ExitCode.OK;
    }

    private byte[] value() throws IOException {
        if (isInput) {
            return System.in.readAllBytes();
        }
        return isInFile
                ? SopsInput.bytes(Path.of(words.get(2)), ExitCode.SOFTWARE)
                : words.get(2).getBytes(StandardCharsets.UTF_8);
    }
}
