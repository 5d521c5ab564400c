package dev.capstan.cli.down;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.RunningCluster;
import dev.capstan.cli.installation.LocalInstallation;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.process.Controllers;
import dev.capstan.cli.terminal.Console;
import dev.capstan.cli.terminal.SlowNotice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes things away: objects first, because controllers have to do it, then the process and the cluster that it has started. */
final class DownRun {

    private static final int END_LIMIT = 60;

    private final CommandScope scope;
    private final Console console;
    private final boolean keepsCluster;

    DownRun(CommandScope scope, Console console, boolean keepsCluster) {
        this.scope = scope;
        this.console = console;
        this.keepsCluster = keepsCluster;
    }

    /** Returns whether nothing of {@code up} is left. */
    boolean run(List<DownTarget> targets) {
        if (targets.isEmpty()) {
            console.say(
                    "Nothing to take away: no `capstan up` runs. After one has ended on a cluster of yours, name it with"
                            + " --kubeconfig.");
        }
        boolean isGone = true;
        for (DownTarget target : targets) {
            isGone &= run(target);
        }
        return isGone;
    }

    private boolean run(DownTarget target) {
        Optional<RunningCluster> embedded = target.running().filter(RunningCluster::isEmbedded);
        if (embedded.isPresent() && !keepsCluster) {
            end(embedded.get(), "and its cluster with everything in it");
            return true;
        }
        try (KubernetesClient client = Kubernetes.connect(target.kubeconfig())) {
            MadeByUp made = new MadeByUp(client);
            boolean isGone = removeObjects(target, made);
            if (embedded.isEmpty()) {
                target.running().ifPresent(running -> end(running, "its controllers with it"));
                if (isGone) {
                    made.removeDefinitions().forEach(console::say);
                    made.removeNamespaces().forEach(console::say);
                }
            }
            return isGone;
        }
    }

    private boolean removeObjects(DownTarget target, MadeByUp made) {
        if (made.isEmpty()) {
            console.say("Nothing of `capstan up` is in the cluster of " + target.kubeconfig());
            return true;
        }
        made.describe().forEach(object -> console.say("removing " + object));
        Optional<Controllers> started =
                target.running().isPresent() ? Optional.empty() : Optional.of(controllers(target.kubeconfig()));
        try (SlowNotice _ = SlowNotice.over("taking objects away", console.progress())) {
            Optional<String> obstacle = made.removeObjects();
            started.ifPresent(Controllers::close);
            obstacle.ifPresent(console::failed);
            if (obstacle.isEmpty()) {
                console.done("gone");
            }
            return obstacle.isEmpty();
        }
    }

    /** Deleted objects wait for controllers, and none run any more. */
    private Controllers controllers(Path kubeconfig) {
        console.say("No controllers run on that cluster any more; starting them to take the objects away");
        return LocalInstallation.controllers(scope, kubeconfig);
    }

    private void end(RunningCluster running, String what) {
        ProcessHandle.of(running.process()).ifPresent(process -> {
            console.say("ending " + running.describe() + ", " + what);
            try (SlowNotice _ = SlowNotice.over("ending " + running.name(), console.progress())) {
                process.destroy();
                process.onExit().get(END_LIMIT, TimeUnit.SECONDS);
            } catch (TimeoutException stuck) {
                throw new CommandFailure(
                        "Process " + running.process() + " has not ended within " + END_LIMIT + " s", stuck);
            } catch (ExecutionException e) {
                throw new IllegalStateException("nothing completes this with a failure", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailure("Interrupted", e);
            }
            console.done(running.name() + " has ended");
        });
    }
}
