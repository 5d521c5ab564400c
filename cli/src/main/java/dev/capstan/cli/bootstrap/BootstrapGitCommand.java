package dev.capstan.cli.bootstrap;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.manifests.InstallationManifests;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.InstalledNamespaceOption;
import dev.capstan.cli.options.TimeoutOption;
import dev.capstan.cli.process.Distribution;
import dev.capstan.cli.terminal.Console;
import dev.capstan.git.RemoteUrl;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code capstan bootstrap git}. */
@Command(
        name = "git",
        sortOptions = false,
        description = {
            "Commits an installation to a repository, installs it, and has the cluster keep itself from there.",
            "",
            "Run it again to upgrade (--tag), to change the components, to give the cluster another key"
                    + " (--rotate-key), or after a run that was broken off: what is there already stays as it is."
        },
        footer = {
            "",
            "Examples:",
            "  capstan bootstrap git --url ssh://git@git.example/org/fleet --path clusters/prod",
            "  capstan bootstrap git --url https://git.example/org/fleet --path clusters/prod --token-auth"
                    + " --password-stdin < token.txt",
            "  capstan bootstrap git --url ssh://git@git.example/org/fleet --path clusters/prod --private-key-file"
                    + " ~/.ssh/fleet",
            "  capstan bootstrap git --url ssh://git@git.example/org/fleet --path clusters/prod --rotate-key"
        })
public final class BootstrapGitCommand implements Callable<Integer> {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    @Mixin
    private RepositoryOptions repository = new RepositoryOptions();

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Mixin
    private ComponentOptions components = new ComponentOptions();

    @Mixin
    private InstalledNamespaceOption namespace = new InstalledNamespaceOption();

    @Option(
            names = "--secret-name",
            paramLabel = "NAME",
            defaultValue = "flux-system",
            description = "Secret with the credentials of the cluster. Default: ${DEFAULT-VALUE}.")
    private String secretName = "flux-system";

    @Option(
            names = {"-s", "--silent"},
            description =
                    "Ask nothing: the key of the cluster must be let in already, host keys are trusted as they come.")
    private boolean isSilent;

    @Option(
            names = "--force",
            description =
                    "Take over the folder of another cluster, or move a cluster here that keeps itself from elsewhere.")
    private boolean isForced;

    @Mixin
    private TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** Ends with 0 when the cluster keeps itself from the commit. */
    @Override
    public Integer call() throws Exception {
        Map<String, String> environment = System.getenv();
        RemoteUrl url = repository.url();
        RemoteUrl ofCluster = access.ofCluster(url);
        SyncSpec sync = new SyncSpec(
                namespace.own(),
                ofCluster.toString(),
                repository.branch(),
                repository.path(),
                repository.interval(),
                secret(),
                repository.hasSubmodules());
        Optional<String> password = access.password(System.in, environment);
        InstallationManifests manifests =
                new InstallationManifests(Distribution.find().manifests());
        var request = new BootstrapRequest(
                ofCluster,
                access.pushes(url, password),
                sync,
                access.access(url, password),
                access.renewsHostKeys(),
                repository.author(),
                repository.appendix(),
                repository.signer(Optional.ofNullable(environment.get("GPG_PASSPHRASE"))),
                components.choice(manifests.catalog(), namespace.own()),
                isForced,
                timeout.timeout());
        Path kubeconfig = cluster.kubeconfig(environment);
        Console console = Console.standard(environment);
        return BootstrapRun.start(request, manifests, kubeconfig, console, new Prompt(System.in, System.out, isSilent));
    }

    private String secret() {
        if (!secretName.matches(NAME)) {
            throw new CommandFailure(
                    "--secret-name: '" + secretName
                            + "' is not a name that Kubernetes takes: lower case letters, digits, '-'",
                    2);
        }
        return secretName;
    }
}
