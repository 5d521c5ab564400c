package dev.capstan.cli.logs;

import dev.capstan.api.meta.GoDuration;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code capstan logs}. */
@Command(
        name = "logs",
        sortOptions = false,
        description = "Prints what the pods of the controllers have written, of all of them in the order of time.",
        footer = {
            "",
            "The pods are those of the Deployments with the label app.kubernetes.io/part-of=flux, ours or Flux's.",
            "Controllers that run in `capstan up` or `demo` have no pods.",
            "",
            "Examples:",
            "  capstan logs --level error --since 1h",
            "  capstan logs --kind kustomization --name apps -n flux-system -f"
        })
public final class LogsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only about objects of this kind, by any of its names.")
    private @Nullable String kind;

    @Option(names = "--name", paramLabel = "NAME", description = "Only about the object with this name.")
    private @Nullable String name;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Only lines that are at least so important: debug, info, warn or error.")
    private @Nullable LogLevel level;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on and print what is written, until Ctrl-C.")
    private boolean isFollowing;

    @Option(names = "--since", paramLabel = "DURATION", description = "Only the last, for example, 15m or 2h.")
    private @Nullable String since;

    @Option(names = "--tail", paramLabel = "LINES", description = "Only so many lines of each pod.")
    private @Nullable Integer tail;

    @Option(
            names = "--flux-namespace",
            paramLabel = "NAMESPACE",
            description = "Where the controllers run. Default: found by their labels.")
    private @Nullable String place;

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when a log was printed, 1 when there is none. */
    @Override
    public Integer call() throws Exception {
        var filter = LogFilter.of(
                Optional.ofNullable(kind),
                Optional.ofNullable(name),
                namespace.namespace(),
                Optional.ofNullable(level));
        var range = new LogsRun.LogRange(
                Optional.ofNullable(since)
                        .map(text -> GoDuration.parse(text)
                                .orElseThrow(
                                        () -> wrong("--since is a duration such as 15m or 2h, not '" + text + "'"))),
                Optional.ofNullable(tail));
        if (tail != null && tail < 1) {
            throw wrong("--tail is a number of lines, not " + tail);
        }
        Path kubeconfig = cluster.kubeconfig(System.getenv());
        Optional<String> where = Optional.ofNullable(place);
        if (isFollowing) {
            new LogFollower(spec.commandLine().getOut(), spec.commandLine().getErr(), filter, range)
                    .run(kubeconfig, where);
        } else {
            new LogsRun(spec.commandLine().getOut(), spec.commandLine().getErr(), filter, range).run(kubeconfig, where);
        }
        return 0;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
