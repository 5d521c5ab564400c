package dev.capstan.cli.bootstrap;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.bootstrap.AccessSetup.Access;
import dev.capstan.cli.bootstrap.ClusterRepository.CommitDetails;
import dev.capstan.cli.bootstrap.ClusterRepository.Committed;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.manifests.Controller;
import dev.capstan.cli.manifests.InstallationManifests;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.process.TemporaryFolder;
import dev.capstan.cli.terminal.Console;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.http.AddressRule;
import dev.capstan.remotebase.MirroredBases;
import dev.capstan.yaml.YamlMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** The way from a repository and a cluster to a cluster that keeps itself from the repository. Every step may be done twice. */
final class BootstrapRun {

    private static final GitSettings SETTINGS = new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT);

    private final BootstrapRequest request;
    private final Console console;
    private final ClusterInstallation installation;
    private final AccessSecret secret;
    private final ClusterSync sync;
    private final AccessSetup access;
    private final ClusterRepository repository;
    private final GitMirrors mirrors;

    private BootstrapRun(
            BootstrapRequest request,
            Console console,
            ClusterInstallation installation,
            AccessSecret secret,
            ClusterSync sync,
            AccessSetup access,
            ClusterRepository repository,
            GitMirrors mirrors) {
        this.request = request;
        this.console = console;
        this.installation = installation;
        this.secret = secret;
        this.sync = sync;
        this.access = access;
        this.repository = repository;
        this.mirrors = mirrors;
    }

    /**
     * Goes it.
     *
     * @return the exit code
     * @throws CommandFailure at the step that cannot be done; those before stay done
     */
    static int start(
            BootstrapRequest request, InstallationManifests manifests, Path kubeconfig, Console console, Prompt prompt)
            throws Exception {
        return CommandScope.run(scope -> {
            KubernetesClient client = scope.keep(Kubernetes.connect(kubeconfig));
            Path folder = scope.keep(TemporaryFolder.create()).path();
            ClusterRepository repository = scope.keep(ClusterRepository.open(folder.resolve("repository"), SETTINGS));
            GitMirrors mirrors = scope.keep(GitMirrors.open(folder.resolve("bases"), SETTINGS, Clock.systemUTC()));
            AccessSecret secret = new AccessSecret(
                    client, request.sync().name(), request.sync().secret());
            HostTrust hosts = new HostTrust(
                    console, prompt, SETTINGS, Path.of(System.getProperty("user.home"), ".ssh", "known_hosts"));
            return new BootstrapRun(
                            request,
                            console,
                            ClusterInstallation.of(client, request, manifests, console),
                            secret,
                            new ClusterSync(client, request.sync().name()),
                            new AccessSetup(request, secret, repository, hosts, console, prompt),
                            repository,
                            mirrors)
                    .run();
        });
    }

    private int run() throws IOException {
        console.step(1, "Look at the cluster");
        installation.check();
        refuseOtherSync();
        console.step(2, "Reach the repository");
        installation.prepareNamespace();
        Access found = access.find();
        console.step(3, "Commit the installation");
        List<YamlMap> objects = commit(found);
        console.step(4, "Install it");
        installation.install(objects.stream().filter(object -> !isSync(object)).toList());
        boolean isSecretNew = secret.replace(found.values());
        console.done("Secret %s/%s %s"
                .formatted(
                        request.sync().name(),
                        request.sync().secret(),
                        isSecretNew ? "holds the credentials" : "holds these credentials already"));
        installation.applySync(objects.stream().filter(BootstrapRun::isSync).toList());
        console.step(5, "Have the cluster keep itself");
        console.done("applied revision " + sync.await(request.timeout()));
        secret.dropPending();
        found.replaced().ifPresent(old -> sayThatItIsNotNeeded(old.publicKey()));
        return installation.works() ? 0 : 1;
    }

    private void refuseOtherSync() {
        if (!request.isForced()) {
            sync.recorded().flatMap(there -> there.difference(request.sync())).ifPresent(other -> {
                throw new CommandFailure(
                        "This cluster keeps itself already, from %s. To move it here, say --force; what is only there is then pruned"
                                .formatted(other));
            });
        }
    }

    private List<YamlMap> commit(Access found) {
        ClusterFiles files =
                new ClusterFiles(request.sync().path(), request.sync().name());
        CommitPlan plan = new CommitPlan(
                files,
                request.sync(),
                files.content(installation.objects(), summary(), request.sync()),
                request.isForced(),
                timeout -> new MirroredBases(mirrors, GitLimits.DEFAULT, timeout));
        var details = new CommitDetails(request.author(), message(files), request.signer());
        return switch (repository.commit(found.pushes(), request.sync().branch(), details, plan)) {
            case GitResult.Failed<Committed>(var failure) -> throw new CommandFailure(failure.message());
            case GitResult.Success<Committed>(Committed.Refused(var why)) -> throw new CommandFailure(why);
            case GitResult.Success<Committed>(Committed.Unchanged(var commit, var objects)) -> {
                console.done("branch '%s' holds it already, at %s"
                        .formatted(request.sync().branch(), commit));
                yield objects;
            }
            case GitResult.Success<Committed>(Committed.Pushed(var commit, var changed, var isNew, var objects)) -> {
                changed.forEach(console::say);
                console.done("pushed %s to %sbranch '%s'"
                        .formatted(
                                commit, isNew ? "the new " : "", request.sync().branch()));
                yield objects;
            }
        };
    }

    private String summary() {
        return "Capstan %s: %s"
                .formatted(
                        request.installation().images().tag(),
                        request.installation().controllers().stream()
                                .map(Controller::name)
                                .collect(Collectors.joining(", ")));
    }

    private String message(ClusterFiles files) {
        String message = "Keep %s by Capstan %s\n\n%s\n"
                .formatted(
                        files.path().folder().isEmpty()
                                ? "the cluster"
                                : files.path().folder(),
                        request.installation().images().tag(),
                        summary());
        return request.appendix().map(text -> message + "\n" + text + "\n").orElse(message);
    }

    private static boolean isSync(YamlMap object) {
        String apiVersion = String.valueOf(object.getText("apiVersion"));
        return apiVersion.startsWith("source.toolkit.fluxcd.io/")
                || apiVersion.startsWith("kustomize.toolkit.fluxcd.io/");
    }

    private void sayThatItIsNotNeeded(String publicKey) {
        console.say("The cluster does not use this key any more; delete it at the repository:");
        console.quote(publicKey);
    }
}
