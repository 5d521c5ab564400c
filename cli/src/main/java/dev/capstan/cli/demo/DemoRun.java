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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** One demo: what it needs, the script, and what is left at its end. */
final class DemoRun {

    private final CommandScope scope;
    private final Console console;
    private final boolean keep;
    private final String words;
    private final Function<Stage, Script> play;

    /**
     * One run.
     *
     * @param words what the command was called with
     * @param play what is shown
     */
    DemoRun(CommandScope scope, Console console, boolean keep, String words, Function<Stage, Script> play) {
        this.scope = scope;
        this.console = console;
        this.keep = keep;
        this.words = words;
        this.play = play;
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
        URI url = git.serveRepository("config", folder, Access.READ_WRITE);
        Script script = play.apply(
                new Stage(console, installation, repository, url, room, SampleImage.on(installation.cluster())));
        repository.write(SampleRepository.BRANCH, "Run the shop", script.firstCommit());
        introduce(installation, url, script);
        boolean hasSucceeded = run(installation, script);
        explore(installation, url, script);
        if (keep) {
            console.gap();
            console.say("Everything keeps running. Ctrl-C ends it.");
            scope.awaitSignal();
        }
        cleanUp(installation, script);
        return hasSucceeded;
    }

    private void introduce(LocalInstallation installation, URI repository, Script script) {
        console.fact("cluster", installation.cluster().describe() + startOf(installation));
        console.fact(
                "controllers",
                "all in one JVM, ready in %s%s"
                        .formatted(
                                Console.inWords(installation.controllers().startTime()),
                                megabytes(installation.controllers().memory(), ", ")));
        console.fact("repository", "%s  (%s)".formatted(repository, script.folders()));
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

    private boolean run(LocalInstallation installation, Script script) throws IOException {
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

    private void explore(LocalInstallation installation, URI repository, Script script) {
        console.title(keep ? "Explore" : "What next");
        (keep ? whileItRuns(installation, repository, script) : afterwards()).forEach(console::quote);
    }

    /** Commands that work as they are printed, for as long as the demo is kept running. */
    private static List<String> whileItRuns(LocalInstallation installation, URI repository, Script script) {
        List<String> commands = new ArrayList<>();
        commands.add(Launcher.command() + " get all --cluster " + installation.name());
        commands.addAll(script.explorations(
                "kubectl --kubeconfig " + installation.cluster().kubeconfig()));
        commands.add("git clone " + repository + "   # push to it, and watch");
        return commands;
    }

    /** Commands that need nothing of the demo. */
    private List<String> afterwards() {
        return List.of(
                Launcher.command() + " " + words + " --keep   # leaves everything running, to explore it",
                Launcher.command() + " up --help     # keeps a cluster as a repository of yours says");
    }

    private void cleanUp(LocalInstallation installation, Script script) {
        if (!installation.isForeign()) {
            return; // the cluster goes as a whole
        }
        console.gap();
        console.say("Removing what the demo brought into your cluster");
        try {
            script.remove(Duration.ofSeconds(60));
            installation.removeFreshCrds();
        } catch (RuntimeException e) {
            throw new CommandFailure(
                    "Could not remove everything: look at %s: %s".formatted(script.places(), e.getMessage()), e);
        }
    }
}
