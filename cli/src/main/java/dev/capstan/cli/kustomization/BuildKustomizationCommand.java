package dev.capstan.cli.kustomization;

import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan build kustomization}. */
@Command(
        name = "kustomization",
        aliases = "ks",
        sortOptions = false,
        description = "Prints what a Kustomization of the cluster would apply of the files in a local folder.",
        footer = {
            "",
            "The settings of its spec and the variables of the cluster are used. Encrypted objects are left out.",
            "A folder that is called kustomization is built with: capstan build ./kustomization",
            "",
            "Examples:",
            "  capstan build kustomization apps --path ./clusters/dev",
            "  capstan build ks apps -n flux-system --path ."
        })
public final class BuildKustomizationCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "NAME", description = "The Kustomization.")
    private String name = "";

    @Option(
            names = "--path",
            required = true,
            paramLabel = "DIR",
            description = "The folder to build: what spec.path names in the repository.")
    private Path folder = Path.of(".");

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Override
    public Integer call() throws IOException {
        new BuildKustomizationRun(
                        spec.commandLine().getOut(), spec.commandLine().getErr())
                .run(cluster.kubeconfig(System.getenv()), namespace.namespace(), name, folder);
        return 0;
    }
}
