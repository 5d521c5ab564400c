package dev.capstan.cli.uninstall;

import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.InstalledNamespaceOption;
import dev.capstan.cli.options.TimeoutOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code capstan uninstall}. */
@Command(
        name = "uninstall",
        sortOptions = false,
        description = {
            "Takes Capstan out of a cluster: controllers, rights, custom resources, their definitions, the namespace.",
            "",
            "What was applied stays and runs on: objects of Kustomizations, Helm releases, Secrets of SealedSecrets. The"
                    + " controllers go first, so that nothing is pruned, and finalizers are taken off, so that nothing hangs."
        },
        footer = {
            "",
            "Examples:",
            "  capstan uninstall --dry-run",
            "  capstan uninstall",
            "  capstan uninstall --keep-namespace -y        also keeps the keys of SealedSecrets"
        })
public final class UninstallCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(names = "--dry-run", description = "Say what would go and what stays, and do nothing.")
    private boolean isDryRun;

    @Option(names = "--keep-namespace", description = "Leave the namespace, with what else is in it.")
    private boolean keepsNamespace;

    @Option(
            names = {"-y", "--yes", "-s", "--silent"},
            description = "Do not ask.")
    private boolean isAgreed;

    @Mixin
    private InstalledNamespaceOption namespace = new InstalledNamespaceOption();

    @Mixin
    private TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when it is gone, 1 when somebody said no or something does not go. */
    @Override
    public Integer call() throws IOException {
        var answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var run = new UninstallRun(
                spec.commandLine().getOut(), answers, namespace.own(), keepsNamespace, timeout.timeout());
        return run.run(cluster.kubeconfig(System.getenv()), isDryRun, isAgreed) ? 0 : 1;
    }
}
