package dev.capstan.cli.sops;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code capstan sops rotate}. */
@Command(
        name = "rotate",
        sortOptions = false,
        description = "Encrypts a file under a new data key, and for other master keys if asked; prints it.")
final class SopsRotateCommand implements Callable<Integer> {
    @ParentCommand
    private SopsCommand sops = new SopsCommand(); // replaced by picocli

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file.")
    private @Nullable String file;

    @Option(names = "--input-type", paramLabel = "FORMAT", description = "yaml, json, dotenv, ini or binary.")
    private @Nullable String type;

    @Mixin
    private WriteOptions write = new WriteOptions();

    @Mixin
    private OpeningOptions opening = new OpeningOptions();

    @Mixin
    private KeyChangeOptions keys = new KeyChangeOptions();

    @Override
    public Integer call() {
        try (var session = sops.session(opening)) {
            SopsWork.rotate(session, SopsWork.required(file), Optional.ofNullable(type), opening, write, keys);
        }
        return ExitCode.OK;
    }
}
