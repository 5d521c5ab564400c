package dev.capstan.cli.sops;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Of which format files are. */
final class FileTypeOptions {
    @Option(
            names = "--input-type",
            paramLabel = "FORMAT",
            description = "yaml, json, dotenv, ini or binary. Default: what the end of the file's name says.")
    private @Nullable String input;

    @Option(
            names = "--output-type",
            paramLabel = "FORMAT",
            description = "The format that is written. Default: what the end of the file's name says.")
    private @Nullable String output;

    @Option(
            names = "--filename-override",
            paramLabel = "NAME",
            description =
                    "Take this name for the file's: for its formats and the rules. Needed to encrypt the standard input.")
    private @Nullable String name;

    Optional<String> input() {
        return Optional.ofNullable(input);
    }

    Optional<String> output() {
        return Optional.ofNullable(output);
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }
}
