package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code capstan sops exec-file}. */
@Command(
        name = "exec-file",
        sortOptions = false,
        description =
                "Runs a command with the plain text in a private file, in memory where there is such storage; {} is its path.")
final class SopsExecFileCommand implements Callable<Integer> {
    @ParentCommand
    private SopsCommand sops = new SopsCommand(); // replaced by picocli

    @Parameters(
            arity = "0..2",
            paramLabel = "FILE COMMAND",
            hideParamSyntax = true,
            description = "The file, and what the shell is to run; {} stands for the file.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private FileTypeOptions types = new FileTypeOptions();

    @Option(names = "--filename", paramLabel = "NAME", description = "The name of the file. Default: tmp-file.")
    private String name = "tmp-file";

    @Option(names = "--no-fifo", description = "Accepted: it is a regular file anyway.")
    private boolean accepted;

    @Mixin
    private OpeningOptions opening = new OpeningOptions();

    @Override
    public Integer call() throws Exception {
        if (words.size() != 2) {
            throw new CommandFailure("sops exec-file takes a file and a command");
        }
        try (var session = sops.session(opening)) {
            return ExecRun.withFile(session, words.get(0), types, opening, words.get(1), name);
        }
    }
}
