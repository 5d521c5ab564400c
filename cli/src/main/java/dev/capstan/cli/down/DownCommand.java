package dev.capstan.cli.down;

import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.terminal.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code capstan down}. */
@Command(
        name = "down",
        sortOptions = false,
        description = {
            "Takes away what `capstan up` has brought: its objects and what these have applied, then the cluster, when `up` has"
                    + " started it. What somebody else made is left alone.",
            "",
            "Asks nothing and says what it does. May be repeated."
        },
        footer = {
            "",
            "Examples:",
            "  capstan down                            the one that runs",
            "  capstan down --cluster fleet            one of several",
            "  capstan down --all",
            "  capstan down --kubeconfig ~/.kube/test  after `up` has ended on a cluster of yours"
        })
public final class DownCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--all", description = "All clusters that `capstan up` works on right now.")
    private boolean isForAll;

    @Option(
            names = "--keep-cluster",
            description = "Take the objects away and let a cluster that `up` has started run on.")
    private boolean keepsCluster;

    private final Console console = Console.standard(System.getenv());

    /** 0 when nothing of {@code up} is left, 1 when something is in the way. */
    @Override
    public Integer call() throws Exception {
        if (isForAll && cluster.isGiven()) {
            throw new ParameterException(spec.commandLine(), "--all excludes --cluster and --kubeconfig");
        }
        return CommandScope.run(scope ->
                new DownRun(scope, console, keepsCluster).run(DownTarget.of(cluster, isForAll, System.getenv()))
                        ? 0
                        : 1);
    }
}
