package dev.capstan.cli.tree;

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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan tree}. */
@Command(
        name = "tree",
        sortOptions = false,
        description =
                "Shows what a Kustomization or a HelmRelease has applied as a tree, with the state of every object.",
        footer = {
            "",
            "Kustomizations and HelmReleases among the objects are followed. What a release has is read from its",
            "record, a Secret of its namespace.",
            "",
            "Examples:",
            "  capstan tree kustomization flux-system",
            "  capstan tree hr web -n apps"
        })
public final class TreeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "1..*",
            paramLabel = "KIND NAME",
            completionCandidates = KindCandidates.class,
            description = "kustomization, helmrelease or artifact generator, and the object; also KIND/NAME.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when the tree was printed, whatever the state of its objects. */
    @Override
    public Integer call() {
        KindWords.Named named = TreeRun.named(words);
        new TreeRun(spec.commandLine().getOut()).run(cluster.kubeconfig(System.getenv()), namespace.namespace(), named);
        return 0;
    }
}
