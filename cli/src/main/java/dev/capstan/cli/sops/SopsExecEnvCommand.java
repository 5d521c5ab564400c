package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code capstan sops exec-env}. */
@Command(
        name = "exec-env",
        sortOptions = false,
        description = "Runs a command with the values of a file in its environment.")
final class SopsExecEnvCommand implements Callable<Integer> {
    @ParentCommand
    private SopsCommand sops = new SopsCommand(); // replaced by picocli

    @Parameters(
            arity = "0..2",
            paramLabel = "FILE COMMAND",
            hideParamSyntax = true,
            description = "The file, and what the shell is to run.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--input-type", paramLabel = "FORMAT", description = "yaml, json, dotenv, ini or binary.")
    private @Nullable String type;

    @Option(names = "--pristine", description = "Give it the values alone, without your environment.")
    private boolean isPristine;

    @Option(names = "--same-process", description = "Accepted: signals and the exit code are passed on anyway.")
    private boolean accepted;

    @Mixin
    private OpeningOptions opening = new OpeningOptions();

    @Override
    public Integer call() throws Exception {
        if (words.size() != 2) {
            throw new CommandFailure("sops exec-env takes a file and a command");
        }
        try (var session = sops.session(opening)) {
            return ExecRun.withEnvironment(
                    session, words.get(0), Optional.ofNullable(type), opening, words.get(1), isPristine);
        }
    }
}
