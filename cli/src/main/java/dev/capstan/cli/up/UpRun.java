package dev.capstan.cli.up;

import dev.capstan.cli.Launcher;
import dev.capstan.cli.installation.LocalInstallation;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.terminal.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Keeps a cluster as the repository says, until the first result or until the command is asked to end. */
final class UpRun {

    private final CommandScope scope;
    private final Console console;
    private final ServedSource source;
    private final SyncSpec wanted;

    UpRun(CommandScope scope, Console console, ServedSource source, SyncSpec wanted) {
        this.scope = scope;
        this.console = console;
        this.source = source;
        this.wanted = wanted;
    }

    /** Returns the exit code. */
    int run(Optional<Path> kubeconfig, boolean once) {
        LocalInstallation installation = LocalInstallation.open(scope, kubeconfig, console.progress());
        introduce(installation);
        SyncObjects objects = new SyncObjects(installation.client(), wanted);
        Follower follower = scope.keep(Follower.of(console, objects));
        Duration limit = wanted.healthTimeout().plusSeconds(30);
        objects.applySource();
        follower.awaitFetch(limit);
        objects.applyKustomization();
        if (once) {
            return follower.awaitResult(limit) ? 0 : 1;
        }
        console.say(
                "Following the repository; Ctrl-C ends this. In another terminal: " + Launcher.command() + " get all");
        scope.awaitSignal();
        if (installation.isForeign()) {
            console.say("The controllers end; what they applied stays in your cluster.");
        }
        return 0;
    }

    private void introduce(LocalInstallation installation) {
        console.fact("cluster", installation.cluster().describe());
        console.fact("repository", source.url() + (source.isLocal() ? "  (" + source.origin() + ")" : ""));
        console.fact("kubeconfig", installation.cluster().kubeconfig().toString());
        console.gap();
    }
}
