package dev.capstan.cli.suspend;

import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code capstan suspend}. */
@Command(
        name = "suspend",
        sortOptions = false,
        description = "Lets objects be: their controllers leave them and what they have made alone until resume.",
        footer = {
            "",
            "The reason is kept in the annotation capstan.dev/suspend-reason, and is shown by get -o wide, trace and",
            "reconcile. When spec.suspend is in Git, it is set back from there: commit it instead.",
            "",
            "Examples:",
            "  capstan suspend kustomization apps --reason \"database migration, ask Ann\"",
            "  capstan suspend source git config -n flux-system",
            "  capstan suspend hr --all -n apps"
        })
public final class SuspendCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Mixin
    private SelectionOptions objects = new SelectionOptions();

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever finds it suspended.")
    private @Nullable String reason;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when all of them are suspended. */
    @Override
    public Integer call() {
        ObjectSelection selection = objects.selection(namespace.isGiven());
        selection.named();
        new SuspendRun(spec.commandLine().getOut())
                .run(
                        cluster.kubeconfig(System.getenv()),
                        namespace.namespace(),
                        selection,
                        Optional.ofNullable(reason));
        return 0;
    }
}
