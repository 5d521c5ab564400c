package dev.capstan.cli.rollback;

import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.release.ReleaseWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    @Parameters(
            arity = "1..*",
            paramLabel = "KIND NAME [REVISION]",
            description = "helmrelease, or hr, the object, and the revision to go back to; also KIND/NAME."
                    + " Default: the newest good one before the current.")
    private List<String> words = new ArrayList<>();

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
        ReleaseWords release = ReleaseWords.read(words, "rolled back", 2);
        String name =
                release.name().orElseThrow(() -> new ParameterException(spec.commandLine(), "name the HelmRelease"));
        release.second().filter(number -> !number.matches("[1-9][0-9]{0,8}")).ifPresent(number -> {
            throw new ParameterException(spec.commandLine(), "a revision is a number from 1, not " + number);
        });
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout is at least one second, not " + timeout);
        }
        return new RollbackRun(spec.commandLine().getOut(), Duration.ofSeconds(timeout), isNotAwaited)
                        .run(
                                cluster.kubeconfig(System.getenv()),
                                Optional.ofNullable(namespace),
                                name,
                                release.second().map(Integer::valueOf))
                ? 0
                : 1;
    }
}
