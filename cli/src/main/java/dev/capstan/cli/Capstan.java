package dev.capstan.cli;

import dev.capstan.cli.artifact.ListCommand;
import dev.capstan.cli.artifact.PullCommand;
import dev.capstan.cli.artifact.PushCommand;
import dev.capstan.cli.artifact.TagCommand;
import dev.capstan.cli.bootstrap.BootstrapCommand;
import dev.capstan.cli.build.BuildCommand;
import dev.capstan.cli.check.CheckCommand;
import dev.capstan.cli.completion.CompletionCommand;
import dev.capstan.cli.delete.DeleteCommand;
import dev.capstan.cli.demo.DemoCommand;
import dev.capstan.cli.diff.DiffCommand;
import dev.capstan.cli.down.DownCommand;
import dev.capstan.cli.events.EventsCommand;
import dev.capstan.cli.export.ExportCommand;
import dev.capstan.cli.get.GetCommand;
import dev.capstan.cli.helm.HelmCommand;
import dev.capstan.cli.history.HistoryCommand;
import dev.capstan.cli.images.ImagesCommand;
import dev.capstan.cli.install.InstallCommand;
import dev.capstan.cli.kustomize.KustomizeCommand;
import dev.capstan.cli.logs.LogsCommand;
import dev.capstan.cli.migrate.MigrateCommand;
import dev.capstan.cli.reconcile.ReconcileCommand;
import dev.capstan.cli.rollback.RollbackCommand;
import dev.capstan.cli.seal.SealCommand;
import dev.capstan.cli.secrets.SecretsCommand;
import dev.capstan.cli.sops.SopsCommand;
import dev.capstan.cli.suspend.ResumeCommand;
import dev.capstan.cli.suspend.SuspendCommand;
import dev.capstan.cli.trace.TraceCommand;
import dev.capstan.cli.tree.TreeCommand;
import dev.capstan.cli.uninstall.UninstallCommand;
import dev.capstan.cli.up.UpCommand;
import dev.capstan.cli.version.Version;
import dev.capstan.cli.version.VersionCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
        name = "capstan",
        description = "Keeps Kubernetes clusters as Git says: fast, and with errors that say what to do.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            InstallCommand.class,
            BootstrapCommand.class,
            CheckCommand.class,
            UninstallCommand.class,
            GetCommand.class,
            ReconcileCommand.class,
            SuspendCommand.class,
            ResumeCommand.class,
            TraceCommand.class,
            TreeCommand.class,
            EventsCommand.class,
            LogsCommand.class,
            HistoryCommand.class,
            DiffCommand.class,
            ExportCommand.class,
            DeleteCommand.class,
            RollbackCommand.class,
            MigrateCommand.class,
            BuildCommand.class,
            KustomizeCommand.class,
            HelmCommand.class,
            SopsCommand.class,
            SecretsCommand.class,
            SealCommand.class,
            ImagesCommand.class,
            PushCommand.class,
            PullCommand.class,
            TagCommand.class,
            ListCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class Capstan implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    /** Runs one command and ends the JVM with its exit code: 0 done, 1 failed, 2 used wrongly. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** All commands, set up as users meet them. */
    static CommandLine commandLine() {
        return new CommandLine(new Capstan())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new WrongUse())
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    }

    /** Foreseen failures are said in words; anything else is a bug and shows where it happened. */
    private static int report(Exception failure, CommandLine command) throws Exception {
        String message = ForeseenFailures.message(failure).orElseThrow(() -> failure);
        command.getErr().println(command.getColorScheme().errorText("capstan: " + message));
        return failure instanceof CommandFailure foreseen ? foreseen.exitCode() : ExitCode.SOFTWARE;
    }

    /** Without a command there is nothing to do but to say what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.USAGE;
    }
}
