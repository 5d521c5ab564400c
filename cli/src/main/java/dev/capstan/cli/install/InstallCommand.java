package dev.capstan.cli.install;

import dev.capstan.cli.manifests.InstallationChoice;
import dev.capstan.cli.manifests.InstallationManifests;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.InstallationOptions;
import dev.capstan.cli.options.InstalledNamespaceOption;
import dev.capstan.cli.options.TimeoutOption;
import dev.capstan.cli.process.Distribution;
import dev.capstan.cli.terminal.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code capstan install}. */
@Command(
        name = "install",
        sortOptions = false,
        description = {
            "Installs Capstan in a cluster, or brings an installation to another version or choice.",
            "",
            "Looks first whether something is in the way, applies stage by stage, waits until everything is ready, takes away"
                    + " what an earlier choice had more, and ends with a check. What fails is taken back."
        },
        footer = {
            "",
            "The Secrets capstan-nats (a password) and capstan-nats-tls (a certificate, good for 825 days) are made when they are",
            "not there, and never overwritten. --export prints the manifests without them.",
            "",
            "Examples:",
            "  capstan install                                              everything, a pod per controller",
            "  capstan install --one-pod                                    everything in one pod, for small clusters",
            "  capstan install --components source-controller,kustomize-controller",
            "  capstan install --registry registry.example.com/capstan --tag v1.2.3 --image-pull-secret login",
            "  capstan install --tag v1.3.0                                 an upgrade: the same options with another tag",
            "  capstan install --export > capstan.yaml                      needs no cluster"
        })
public final class InstallCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Mixin
    private InstallationOptions options = new InstallationOptions();

    @Mixin
    private InstalledNamespaceOption namespace = new InstalledNamespaceOption();

    @Option(names = "--export", description = "Print the manifests instead; needs no cluster.")
    private boolean isExport;

    @Option(
            names = "--with-secrets",
            description = "With --export: also the two Secrets, with a new password and a new certificate.")
    private boolean hasSecrets;

    @Option(names = "--dry-run", description = "Say what would be created, changed and deleted, and write nothing.")
    private boolean isDryRun;

    @Option(
            names = "--renew-certificate",
            description = "Put a new certificate of NATS in the place of the old one, and start NATS again.")
    private boolean renewsCertificate;

    @Option(names = "--keep-failed", description = "Leave what does not get ready in the cluster, to be looked at.")
    private boolean keepsFailed;

    @Option(
            names = "--manifests",
            paramLabel = "DIR",
            description = "The folder that has k8s in it. Default: that of this command.")
    private @Nullable Path manifests;

    @Mixin
    private TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when it is installed and works, 1 when not. */
    @Override
    public Integer call() {
        if (hasSecrets && !isExport) {
            throw new ParameterException(spec.commandLine(), "--with-secrets goes with --export");
        }
        if (isExport && (isDryRun || renewsCertificate)) {
            throw new ParameterException(
                    spec.commandLine(), "--export works on no cluster: leave out --dry-run and --renew-certificate");
        }
        var source = new InstallationManifests(
                manifests == null ? Distribution.find().manifests() : manifests);
        InstallationChoice choice = options.choice(source.catalog(), namespace.own());
        if (isExport) {
            ManifestExport.print(source.render(choice), hasSecrets, spec.commandLine());
            return 0;
        }
        var run = new InstallRun(Console.standard(System.getenv()), timeout.timeout(), keepsFailed);
        Path kubeconfig = cluster.kubeconfig(System.getenv());
        return isDryRun
                ? run.plan(kubeconfig, source.render(choice))
                : run.install(kubeconfig, source.render(choice), renewsCertificate);
    }
}
