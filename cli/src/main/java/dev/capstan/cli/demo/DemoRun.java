package dev.capstan.cli.demo;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.Launcher;
import dev.capstan.cli.installation.LocalInstallation;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.terminal.Console;
import dev.capstan.devcluster.AssetsCluster;
import dev.capstan.devcluster.CurrentCluster;
import dev.capstan.devcluster.Devcluster;
import dev.capstan.devcluster.K3sCluster;
import dev.capstan.git.serve.Access;
import dev.capstan.git.serve.GitHttpServer;
import dev.capstan.git.write.BareRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** One demo: what it needs, the script, and what is left at its end. */
final class DemoRun {

    private final CommandScope scope;
    private final Console console;
    private final boolean keep;

    DemoRun(CommandScope scope, Console console, boolean keep) {
        this.scope = scope;
        this.console = console;
        this.keep = keep;
    }

    /** Returns whether every step came out as announced. */
    boolean run(Optional<Path> kubeconfig) throws IOException {
        console.title("Capstan demo");
        LocalInstallation installation = LocalInstallation.open(
                scope, new LocalInstallation.Tenant("demo", "demo"), kubeconfig, console.progress());
        GitHttpServer git = scope.keep(GitHttpServer.start());
        ChatRoom room = scope.keep(ChatRoom.open());
        Path folder = installation.folder().resolve("config.git");
        BareRepository repository = scope.keep(BareRepository.openOrCreate(folder, SampleRepository.BRANCH));
        SampleRepository sample = new SampleRepository(SampleImage.on(installation.cluster()));
        repository.write(SampleRepository.BRANCH, "Run the shop", sample.firstCommit());
        URI url = git.serveRepository("config", folder, Access.READ_WRITE);
        introduce(installation, url);
        boolean hasSucceeded = run(installation, new DemoScript(console, installation, sample, repository, url, room));
        explore(installation, url);
        if (keep) {
            console.gap();
            console.say("Everything keeps running. Ctrl-C ends it.");
            scope.awaitSignal();
        }
        cleanUp(installation);
        return hasSucceeded;
    }

    private void introduce(LocalInstallation installation, URI repository) {
        console.fact("cluster", installation.cluster().describe() + startOf(installation));
        console.fact(
                "controllers",
                "all in one JVM, ready in %s%s"
                        .formatted(
                                Console.inWords(installation.controllers().startTime()),
                                megabytes(installation.controllers().memory(), ", ")));
        console.fact("repository", repository + "  (base/, environments/{dev,staging,prod})");
        console.fact("kubeconfig", installation.cluster().kubeconfig().toString());
    }

    private static String startOf(LocalInstallation installation) {
        return switch (installation.cluster()) {
            case Devcluster devcluster -> ", ready in " + Console.inWords(devcluster.startTime());
            case K3sCluster k3s -> ", ready in " + Console.inWords(k3s.startTime());
            case AssetsCluster _, CurrentCluster _ -> "";
        };
    }

    private static String megabytes(OptionalLong bytes, String prefix) {
        return bytes.isEmpty() ? "" : prefix + String.format(Locale.ROOT, "%d MiB", bytes.getAsLong() / (1024 * 1024));
    }

    private boolean run(LocalInstallation installation, DemoScript script) throws IOException {
        try {
            script.run();
            console.gap();
            console.done("That was the whole demo"
                    + megabytes(installation.controllers().peakMemory(), "; the controllers needed at most "));
            return true;
        } catch (DemoFailure failure) {
            console.failed(String.valueOf(failure.getMessage()));
            console.say(
                    "The log of the controllers: " + installation.controllers().log());
            return false;
        }
    }

    private void explore(LocalInstallation installation, URI repository) {
        console.title(keep ? "Explore" : "What next");
        (keep ? whileItRuns(installation, repository) : afterwards()).forEach(console::quote);
    }

    /** Commands that work as they are printed, for as long as the demo is kept running. */
    private static List<String> whileItRuns(LocalInstallation installation, URI repository) {
        String kubectl = "kubectl --kubeconfig " + installation.cluster().kubeconfig();
        return List.of(
                Launcher.command() + " get all --cluster " + installation.name(),
                kubectl + " get deployments --all-namespaces",
                kubectl + " -n shop-prod scale deployment shop --replicas=9   # and see it put right",
                "git clone " + repository + "   # push to it, and watch");
    }

    /** Commands that need nothing of the demo. */
    private static List<String> afterwards() {
        return List.of(
                Launcher.command() + " demo --keep   # leaves everything running, to explore it",
                Launcher.command() + " up --help     # keeps a cluster as a repository of yours says");
    }

    private void cleanUp(LocalInstallation installation) {
        if (!installation.isForeign()) {
            return; // the cluster goes as a whole
        }
        console.gap();
        console.say("Removing what the demo brought into your cluster");
        try {
            new DemoObjects(installation.client()).remove(Duration.ofSeconds(60));
            installation.removeFreshCrds();
        } catch (RuntimeException e) {
            throw new CommandFailure(
                    "Could not remove everything: look at the namespaces " + DemoObjects.NAMESPACE + " and shop-*: "
                            + e.getMessage(),
                    e);
        }
    }
}
