package dev.capstan.cli.migrate.argo.proof;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.process.Controllers;
import dev.capstan.cli.process.Distribution;
import dev.capstan.cli.process.TemporaryFolder;
import dev.capstan.cli.terminal.Age;
import dev.capstan.cli.terminal.SlowNotice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Has the application-controller of this distribution look at all Applications of a cluster, on this machine and with the rights of a
 * kubeconfig. It writes nothing into the cluster, and Argo CD may run meanwhile.
 */
public final class ProofRun {
    /** All Applications are looked at at once, and what their clusters hold is kept meanwhile. */
    private static final List<String> HEAP = List.of("-Xmx1g");

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Distribution distribution;
    private final Path kubeconfig;
    private final String namespace;
    private final String namespaces;
    private final Duration patience;

    /**
     * @param namespace the control-plane namespace
     * @param namespaces patterns of others with Applications, separated by commas; empty for none
     * @param patience how long to wait for the next Application
     */
    public ProofRun(
            Distribution distribution, Path kubeconfig, String namespace, String namespaces, Duration patience) {
        this.distribution = distribution;
        this.kubeconfig = kubeconfig;
        this.namespace = namespace;
        this.namespaces = namespaces;
        this.patience = patience;
    }

    /**
     * Looks.
     *
     * @throws CommandFailure when the process cannot be started, or does not come to an end
     */
    public Proof prove(CommandScope scope) {
        Path folder = scope.keep(TemporaryFolder.create()).path();
        Path file = folder.resolve("preview.jsonl");
        try (SlowNotice notice = SlowNotice.over("starting the controller that only looks")) {
            Controllers controllers =
                    scope.keep(Controllers.start(distribution, kubeconfig, folder, settings(folder, file), HEAP));
            ProofFile found = follow(file, controllers, notice);
            controllers.close();
            return new Proof(found.proofs());
        }
    }

    private Map<String, String> settings(Path folder, Path file) {
        var settings = new HashMap<>(Map.of(
                "capstan.controllers",
                "application",
                "capstan.bus",
                "local",
                "capstan.leader-election",
                "false",
                "capstan.application.preview",
                file.toString(),
                "capstan.application.namespace",
                namespace,
                "capstan.application.storage.path",
                folder.resolve("applications").toString(),
                "capstan.git.mirrors.path",
                folder.resolve("mirrors").toString()));
        if (!namespaces.isBlank()) {
            settings.put("capstan.application.namespaces", namespaces);
        }
        return settings;
    }

    private ProofFile follow(Path file, Controllers controllers, SlowNotice notice) {
        int known = -1;
        long limit = System.nanoTime() + patience.toNanos();
        while (true) {
            ProofFile found = ProofFile.read(file);
            if (found.isComplete()) {
                return found;
            }
            if (found.proofs().size() > known) {
                known = found.proofs().size();
                limit = System.nanoTime() + patience.toNanos();
                notice.goesOnWith(
                        found.applications() < 0
                                ? "reading the cluster"
                                : "comparing Applications: %d of %d".formatted(known, found.applications()));
            }
            if (!controllers.isAlive()) {
                throw new CommandFailure(
                        "The controller that looks at Applications has ended; see " + controllers.log());
            }
            if (System.nanoTime() > limit) {
                throw new CommandFailure(
                        "No Application was compared for %s (%d of %d were); --timeout says how long to wait for one"
                                .formatted(Age.inWords(patience), known, Math.max(found.applications(), 0)));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", interrupted);
        }
    }
}
