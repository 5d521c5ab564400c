package dev.capstan.cli.export;

import dev.capstan.cli.kind.KindCandidates;
import dev.capstan.cli.kind.KindWords;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan export}. */
@Command(
        name = "export",
        sortOptions = false,
        description = "Prints objects of the toolkit as manifests for Git: without status and fields of the server.",
        footer = {
            "",
            "Secrets that the objects name are not printed.",
            "",
            "Examples:",
            "  capstan export kustomization apps > apps.yaml",
            "  capstan export source git --all -n flux-system",
            "  capstan export all --all > everything.yaml"
        })
public final class ExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "1..*",
            paramLabel = "KIND [NAME]",
            completionCandidates = KindCandidates.class,
            description = "A kind by any of its names, or as in 'source git', and objects; also KIND/NAME.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--all", description = "All objects of the kind.")
    private boolean isAll;

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** Prints the manifests; 1 when there are none. */
    @Override
    public Integer call() {
        KindWords.Chosen chosen = ExportRun.chosen(words, isAll);
        boolean isSomething = new ExportRun(spec.commandLine().getOut())
                .run(cluster.kubeconfig(System.getenv()), namespace.namespace(), chosen);
        if (!isSomething) {
            spec.commandLine().getErr().println("There is nothing to export");
        }
        return isSomething ? 0 : 1;
    }
}
