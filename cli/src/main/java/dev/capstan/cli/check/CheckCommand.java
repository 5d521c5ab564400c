package dev.capstan.cli.check;

import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.InstalledNamespaceOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code capstan check}. */
@Command(
        name = "check",
        sortOptions = false,
        description = {
            "Says whether what is installed works; with --pre, whether the cluster can take an installation.",
            "",
            "Looks at the version of Kubernetes, clocks, definitions, controllers, NATS and volumes; with --pre at your rights,"
                    + " other owners and storage classes. Each failure comes with what helps."
        },
        footer = {
            "",
            "Exit codes: 0 everything works, 1 something does not, 2 used wrongly. Warnings alone are 0.",
            "",
            "Examples:",
            "  capstan check",
            "  capstan check --pre --kubeconfig ~/.kube/new-cluster",
            "  capstan check -o json | jq '.findings[] | select(.level == \"failed\")'"
        })
public final class CheckCommand implements Callable<Integer> {

    /** How findings are printed. */
    enum Format {
        TEXT,
        JSON
    }

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(names = "--pre", description = "Before an installation: look at what it needs.")
    private boolean isBefore;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text or json. Default: text.")
    private Format format = Format.TEXT;

    @Mixin
    private InstalledNamespaceOption namespace = new InstalledNamespaceOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when everything works, 1 when not. */
    @Override
    public Integer call() {
        var run = new CheckRun(spec.commandLine().getOut(), format, namespace.namespace());
        return run.run(cluster.kubeconfig(System.getenv()), isBefore) ? 0 : 1;
    }
}
