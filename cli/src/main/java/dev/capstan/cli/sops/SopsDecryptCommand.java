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

/** {@code capstan sops decrypt}. */
@Command(
        name = "decrypt",
        sortOptions = false,
        description =
                "Decrypts a file, or the standard input, and prints it. Nothing is printed before its MAC was checked.")
final class SopsDecryptCommand implements Callable<Integer> {
    @ParentCommand
    private SopsCommand sops = new SopsCommand(); // replaced by picocli

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file. Default: the standard input.")
    private @Nullable String file;

    @Option(
            names = "--extract",
            paramLabel = "PATH",
            description = "Only the value there, such as '[\"db\"][\"password\"]' or '[\"list\"][0]'.")
    private @Nullable String path;

    @Mixin
    private WriteOptions write = new WriteOptions();

    @Mixin
    private FileTypeOptions types = new FileTypeOptions();

    @Mixin
    private OpeningOptions opening = new OpeningOptions();

    @Override
    public Integer call() {
        try (var session = sops.session(opening)) {
            SopsWork.decrypt(session, Optional.ofNullable(file), types, opening, write, Optional.ofNullable(path));
        }
        return ExitCode.OK;
    }
}
