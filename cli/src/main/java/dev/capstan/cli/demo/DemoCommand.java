package dev.capstan.cli.demo;

import dev.capstan.cli.options.TargetClusterOption;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.terminal.Console;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code capstan demo}. */
@Command(
        name = "demo",
        description = {
            "Shows in a minute what Capstan does, on a real API server and a real Git repository: first sync, a commit, a manual"
                    + " edit, a deleted file, a broken commit and its revert. All times are measured while you watch.",
            "",
            "Without a cluster of yours it starts one of its own; see CAPSTAN_CLUSTER in the README."
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--argo", description = "The same with an Application of Argo CD.")
    private boolean isArgo;

    @Option(names = "--keep", description = "Keep everything running at the end, to explore it; Ctrl-C ends it.")
    private boolean keep;

    @Mixin
    private TargetClusterOption cluster = new TargetClusterOption();

    private final Console console = Console.standard(System.getenv());

    /** 0 when every step came out as announced, 1 otherwise. */
    @Override
    public Integer call() throws Exception {
        return CommandScope.run(scope -> run(scope) ? 0 : 1);
    }

    private boolean run(CommandScope scope) throws IOException {
        DemoRun run = isArgo
                ? new DemoRun(scope, console, keep, "demo --argo", ArgoDemoScript::new)
                : new DemoRun(scope, console, keep, "demo", DemoScript::new);
        return run.run(cluster.kubeconfig());
    }
}
