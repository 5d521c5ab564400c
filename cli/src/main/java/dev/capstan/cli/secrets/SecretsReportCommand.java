package dev.capstan.cli.secrets;

import dev.capstan.cli.process.Invocation;
import dev.capstan.cli.sops.SopsSession;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan secrets report}. */
@Command(
        name = "report",
        sortOptions = false,
        description = {
            "Lists every encrypted file of a folder with its keys and its rule, and what looks like a secret and is not"
                    + " encrypted. Opens nothing and needs no key. In a Git repository, ignored files do not count.",
            "Exit code: 0 when nothing was found, 3 when there are findings."
        })
final class SecretsReportCommand implements Callable<Integer> {
    private static final int FOUND = 3;

    /** How it is printed; the names are what users write. */
    enum Format {
        TABLE,
        JSON
    }

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder. Default: this one.")
    private Path folder = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (the default) or json.")
    private Format format = Format.TABLE;

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "Leave out files whose path in DIR matches, such as 'test/**'. May be given several times.")
    private List<String> excluded = new ArrayList<>();

    @Override
    public Integer call() {
        var invocation = Invocation.ofProcess(spec.commandLine().getErr());
        var clock = Clock.systemUTC();
        try (var session = SopsSession.open(invocation)) {
            var scan = new SecretScan(session, clock);
            var files = FolderFiles.in(folder.toAbsolutePath().normalize(), excluded);
            var report = new SecretReport(files.paths().stream()
                    .flatMap(path -> scan.look(files.folder(), path).stream())
                    .toList());
            if (format == Format.JSON) {
                invocation.printLine(report.json());
            } else {
                report.lines(clock.instant()).forEach(invocation::printLine);
            }
            return report.findings() == 0 ? ExitCode.OK : FOUND;
        }
    }
}
