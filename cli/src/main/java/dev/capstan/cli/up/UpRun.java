package dev.capstan.cli.up;

import dev.capstan.cli.Launcher;
import dev.capstan.cli.installation.LocalInstallation;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.process.TemporaryFolder;
import dev.capstan.cli.repository.RepositorySecret;
import dev.capstan.cli.terminal.Console;
import dev.capstan.cli.terminal.SlowNotice;
import dev.capstan.devcluster.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Keeps a cluster as the repository says, until the first result or until the command is asked to end. */
final class UpRun {

    /** Events are written in the background, right after the status. */
    private static final Duration EVENTS = Duration.ofSeconds(3);

    private final CommandScope scope;
    private final Console console;
    private final ServedSource source;
    private final UpRequest request;

    UpRun(CommandScope scope, Console console, ServedSource source, UpRequest request) {
        this.scope = scope;
        this.console = console;
        this.source = source;
        this.request = request;
    }

    /** Returns the exit code. */
    int run(Optional<Path> kubeconfig, boolean once) throws IOException {
        Optional<Cluster> existing = LocalInstallation.existing(kubeconfig);
        Optional<RepositorySecret> known = new SecretOfCluster(request).check(existing);
        RepositoryCheck.Found found = check(request.secret().or(() -> known));
        SyncSpec wanted = request.spec().at(found.reference());
        LocalInstallation installation = LocalInstallation.open(
                scope, new LocalInstallation.Tenant("up", wanted.name()), kubeconfig, console.progress());
        introduce(installation, found);
        return follow(installation, wanted, once);
    }

    private RepositoryCheck.Found check(Optional<RepositorySecret> secret) throws IOException {
        SyncSpec spec = request.spec();
        try (TemporaryFolder folder = TemporaryFolder.create();
                SlowNotice notice = SlowNotice.over("fetching and building " + source.origin(), console.progress());
                RepositoryCheck check = RepositoryCheck.of(source, secret, folder.path())) {
            return check.check(request.reference(), spec.path(), spec.ofKustomization());
        }
    }

    private int follow(LocalInstallation installation, SyncSpec wanted, boolean once) {
        SyncObjects objects = new SyncObjects(installation.client(), wanted);
        objects.prepare();
        request.secret().ifPresent(objects::applySecret);
        ChangePrinter changes = scope.keep(ChangePrinter.of(console, installation.client(), wanted));
        Follower follower = scope.keep(Follower.of(console, objects));
        Duration limit = wanted.healthTimeout().plusSeconds(30);
        objects.applySource();
        follower.awaitFetch(limit);
        objects.applyKustomization();
        if (once) {
            boolean isApplied = follower.awaitResult(limit);
            changes.awaitFirstRun(EVENTS);
            sayWhatStays(installation, wanted);
            return isApplied ? 0 : 1;
        }
        console.say("Following the repository; Ctrl-C ends this. In another terminal: " + Launcher.command()
                + " get all --cluster " + installation.name());
        scope.awaitSignal();
        if (!follower.areGone()) {
            sayWhatStays(installation, wanted);
        }
        return 0;
    }

    private void introduce(LocalInstallation installation, RepositoryCheck.Found found) {
        Map.Entry<String, String> reference = found.reference();
        boolean isDefault = request.reference().isEmpty();
        console.fact("cluster", installation.cluster().describe());
        console.fact("repository", source.url() + (source.isLocal() ? "  (" + source.origin() + ")" : ""));
        console.fact(
                reference.getKey(),
                reference.getValue()
                        + (isDefault && reference.getKey().equals("branch")
                                ? "  (the default of the repository)"
                                : ""));
        console.fact("path", request.spec().path());
        console.fact("kubeconfig", installation.cluster().kubeconfig().toString());
        found.warnings().forEach(warning -> console.say("warning: " + warning));
        console.gap();
    }

    private void sayWhatStays(LocalInstallation installation, SyncSpec wanted) {
        if (installation.isForeign()) {
            console.say("The controllers end. GitRepository and Kustomization %s/%s and what they applied stay in your"
                    .formatted(wanted.namespace(), wanted.name()));
            console.say("cluster; this removes them: %s down --kubeconfig %s"
                    .formatted(Launcher.command(), installation.cluster().kubeconfig()));
        }
    }
}
