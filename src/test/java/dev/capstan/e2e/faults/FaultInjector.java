package dev.capstan.e2e.faults;

import dev.capstan.devcluster.Component;
import dev.capstan.devcluster.Devcluster;
import dev.capstan.e2e.App;
import dev.capstan.e2e.Installation;
import dev.capstan.testkit.git.GitBackendServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Does to real processes what a plan says. */
final class FaultInjector {
    private final Installation installation;
    private final Devcluster cluster;
    private final GitBackendServer git;
    private final Set<App> down = ConcurrentHashMap.newKeySet();

    FaultInjector(Installation installation, Devcluster cluster, GitBackendServer git) {
        this.installation = installation;
        this.cluster = cluster;
        this.git = git;
    }

    /** Does all of it, counted from now; completes when the last fault is over. */
    CompletableFuture<Void> inject(List<Fault> faults) {
        return CompletableFuture.allOf(faults.stream().map(this::inject).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> inject(Fault fault) {
        return CompletableFuture.runAsync(() -> begin(fault), after(fault.after()))
                .thenRunAsync(() -> end(fault.target()), after(fault.length()));
    }

    private static Executor after(Duration delay) {
        return CompletableFuture.delayedExecutor(
                delay.toMillis(),
                TimeUnit.MILLISECONDS,
                task -> Thread.ofVirtual().start(task));
    }

    private void begin(Fault fault) {
        switch (fault.target()) {
            case SOURCE_CONTROLLER -> kill(App.SOURCE);
            case KUSTOMIZE_CONTROLLER -> kill(App.KUSTOMIZE);
            case NOTIFICATION_CONTROLLER -> kill(App.NOTIFICATION);
            case ARTIFACTS_HANG -> installation.pause(App.SOURCE);
            case NATS -> cluster.kill(Component.NATS);
            case API_SERVER -> cluster.kill(Component.API_SERVER);
            case GIT_REFUSES -> git.fail(503);
            case GIT_HANGS -> git.delay(fault.length());
        }
    }

    private void kill(App app) {
        down.add(app);
        installation.kill(app);
    }

    private void end(Fault.Target target) {
        switch (target) {
            case SOURCE_CONTROLLER -> down.remove(App.SOURCE);
            case KUSTOMIZE_CONTROLLER -> down.remove(App.KUSTOMIZE);
            case NOTIFICATION_CONTROLLER -> down.remove(App.NOTIFICATION);
            case ARTIFACTS_HANG -> installation.resume(App.SOURCE);
            case NATS -> cluster.start(Component.NATS);
            case API_SERVER -> cluster.start(Component.API_SERVER);
            case GIT_REFUSES, GIT_HANGS -> git.heal();
        }
    }

    /** Starts processes that ended or that a fault had taken away, as a kubelet does; says whether there were any. */
    boolean revive() {
        return installation.revive(down);
    }
}
