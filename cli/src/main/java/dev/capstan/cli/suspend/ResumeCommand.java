package dev.capstan.cli.suspend;

import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import dev.capstan.cli.options.WaitOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code capstan resume}. */
@Command(
        name = "resume",
        sortOptions = false,
        description = "Takes suspended objects up again, and waits for their next reconciliation.",
        footer = {
            "",
            "Examples:",
            "  capstan resume kustomization apps",
            "  capstan resume source git config -n flux-system",
            "  capstan resume hr --all -n apps --no-wait"
        })
public final class ResumeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Mixin
    private SelectionOptions objects = new SelectionOptions();

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when all of them are ready, or were only resumed; 1 when not. */
    @Override
    public Integer call() {
        ObjectSelection selection = objects.selection(namespace.isGiven());
        selection.named();
        new ResumeRun(spec.commandLine().getOut(), waiting.timeout(), waiting.isWaiting())
                .run(cluster.kubeconfig(System.getenv()), namespace.namespace(), selection);
        return 0;
    }
}
