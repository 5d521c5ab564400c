package dev.capstan.cli.completion;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan completion}. */
@Command(
        name = "completion",
        sortOptions = false,
        description = "Prints a script that makes a shell complete commands, kinds and options.",
        footer = {
            "",
            "Examples:",
            "  source <(capstan completion bash)                                in ~/.bashrc",
            "  source <(capstan completion zsh)                                 in ~/.zshrc, after compinit",
            "  capstan completion fish > ~/.config/fish/completions/capstan.fish"
        })
public final class CompletionCommand implements Callable<Integer> {

    /** The shells that there are scripts for. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        CommandTree commands = CommandTree.of(spec.root());
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (shell) {
                    case BASH -> BashCompletion.of(commands);
                    case ZSH -> ZshCompletion.of(commands);
                    case FISH -> FishCompletion.of(commands);
                });
        out.flush();
        return 0;
    }
}
