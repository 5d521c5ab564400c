package dev.capstan.cli.rollback;

import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.release.HelmReleaseLookup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan rollback}. */
@Command(
        name = "rollback",
        sortOptions = false,
        description = "Rolls the release of a HelmRelease back, and keeps it there until chart, values or spec change.",
        footer = {
            "",
            "Without REVISION it goes back to the newest good one before the current; `capstan history helmreleases`",
            "lists them. The command writes the annotation capstan.dev/rollback; the controller does the rest, and",
            "says in the condition Ready what it holds back. What was committed to Git is not touched: correct it",
            "there, and the correction is installed.",
            "",
            "Examples:",
            "  capstan rollback helmrelease web -n apps",
            "  capstan rollback hr web 3"
        })
public final class RollbackCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "KIND", description = "helmrelease, or hr.")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The HelmRelease.")
    private String name = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "REVISION",
            description = "The revision to go back to. Default: the newest good one before the current.")
    private @Nullable Integer revision;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Namespace of the HelmRelease. Needed when several have that name.")
    private @Nullable String namespace;

    @Option(names = "--no-wait", description = "Ask only, and do not wait for what comes of it.")
    private boolean isNotAwaited;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait. Default: 600 (the wait ends earlier when the controller gives up).")
    private int timeout = 600;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when the release was rolled back, or was asked to be; 1 when not. */
    @Override
    public Integer call() {
        if (!HelmReleaseLookup.isCalled(kind)) {
            throw new ParameterException(
                    spec.commandLine(), "'" + kind + "' is not a kind that can be rolled back; there is: helmrelease");
        }
        if (revision != null && revision < 1) {
            throw new ParameterException(spec.commandLine(), "a revision is a number from 1, not " + revision);
        }
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout is at least one second, not " + timeout);
        }
        return new RollbackRun(spec.commandLine().getOut(), Duration.ofSeconds(timeout), isNotAwaited)
                        .run(
                                cluster.kubeconfig(System.getenv()),
                                Optional.ofNullable(namespace),
                                name,
                                Optional.ofNullable(revision))
                ? 0
                : 1;
    }
}
