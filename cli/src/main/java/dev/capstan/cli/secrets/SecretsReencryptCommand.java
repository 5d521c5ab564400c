package dev.capstan.cli.secrets;

import dev.capstan.cli.process.Invocation;
import dev.capstan.cli.sops.SopsSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan secrets reencrypt}. */
@Command(
        name = "reencrypt",
        sortOptions = false,
        description = "Brings the keys of all encrypted files of a folder to what their rules say: all files, or none.")
final class SecretsReencryptCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder. Default: this one.")
    private Path folder = Path.of("");

    @Option(
            names = "--rule",
            paramLabel = "PATH_REGEX",
            description = "Only files of the creation rule with exactly this path_regex.")
    private @Nullable String rule;

    @Option(
            names = "--rotate",
            description =
                    "Make new data keys too, for all files that are meant: the old keys open none of them afterwards.")
    private boolean rotates;

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "Leave out files whose path in DIR matches. May be given several times.")
    private List<String> excluded = new ArrayList<>();

    @Option(names = "--dry-run", description = "Say what would be done.")
    private boolean isDry;

    @Option(names = "--commit", description = "Commit the changed files, and nothing else, with Git.")
    private boolean commits;

    @Override
    public Integer call() {
        var invocation = Invocation.ofProcess(spec.commandLine().getErr());
        try (var session = SopsSession.open(invocation)) {
            var run =
                    new Reencryption(session, folder.toAbsolutePath().normalize(), Optional.ofNullable(rule), rotates);
            var changed = run.prepare(excluded);
            changed.keySet().forEach(path -> invocation.printLine((isDry ? "would change " : "changes ") + path));
            if (!isDry) {
                run.write(changed);
                if (commits && !changed.isEmpty()) {
                    run.commit(List.copyOf(changed.keySet()));
                }
            }
            invocation.err().println(changed.size() + (isDry ? " files would change" : " files changed"));
        }
        return ExitCode.OK;
    }
}
