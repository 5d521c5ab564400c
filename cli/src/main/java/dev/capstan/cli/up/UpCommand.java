package dev.capstan.cli.up;

import dev.capstan.cli.options.TargetClusterOption;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.terminal.Console;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code capstan up}. */
@Command(
        name = "up",
        sortOptions = false,
        description = {
            "Keeps a cluster as a repository of yours says, until Ctrl-C: on the cluster of $KUBECONFIG when it is set, else on one of"
                    + " its own (simulated nodes: nothing runs for real there).",
            "",
            "What is printed is what the controllers report."
        },
        footer = {
            "",
            "Examples:",
            "  capstan up --repo https://github.com/stefanprodan/podinfo --path ./kustomize",
            "  capstan up --repo . --path ./deploy --uncommitted",
            "  capstan up --repo ~/config --path ./clusters/test --once"
        })
public final class UpCommand implements Callable<Integer> {

    @Option(
            names = "--repo",
            required = true,
            paramLabel = "URL|FOLDER",
            description = "The repository: http(s)://, ssh://, or a local folder, which is then served on loopback.")
    private String repository = "";

    @Option(
            names = "--path",
            paramLabel = "DIR",
            defaultValue = "./",
            description = "Folder in the repository with a kustomization.yaml or plain manifests. Default: its root.")
    private String path = "./";

    @ArgGroup
    private Reference reference = new Reference();

    /** Which commit; at most one of these. */
    static final class Reference {
        @Option(
                names = "--branch",
                paramLabel = "BRANCH",
                description = "Follow this branch. Default: the repository's own default branch.")
        private @Nullable String branch;

        @Option(names = "--tag", paramLabel = "TAG", description = "Stay at this tag.")
        private @Nullable String tag;

        @Option(names = "--semver", paramLabel = "RANGE", description = "Follow the newest tag in this range.")
        private @Nullable String semver;
    }

    @Option(names = "--uncommitted", description = "With a local folder: use the files as they are, committed or not.")
    private boolean isUncommitted;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the objects. Default: that of the repository.")
    private @Nullable String name;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = "flux-system",
            description = "Namespace of the GitRepository and the Kustomization. Default: ${DEFAULT-VALUE}.")
    private String namespace = "flux-system";

    @Option(
            names = "--target-namespace",
            paramLabel = "NAMESPACE",
            description = "Put all namespaced objects there, made when it is missing.")
    private @Nullable String targetNamespace;

    @Option(
            names = "--secret-ref",
            paramLabel = "SECRET",
            description = "Secret in the same namespace with the credentials for the repository.")
    private @Nullable String secret;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            description = "How often the repository is asked. Default: 1m, 2s for a local folder.")
    private @Nullable String interval;

    @Option(
            names = "--prune",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Remove what is no longer in the repository (the default).")
    private boolean prune = true;

    @Option(names = "--once", description = "End when the first commit is applied and healthy (0) or cannot be (1).")
    private boolean once;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long objects may take to become healthy. Default: ${DEFAULT-VALUE}.")
    private int timeout = 300;

    @Mixin
    private TargetClusterOption cluster = new TargetClusterOption();

    private final Console console = Console.standard(System.getenv());

    /** With {@code --once} 0 when the repository is applied and healthy, 1 when not; else 0 at the end. */
    @Override
    public Integer call() throws Exception {
        return CommandScope.run(scope -> {
            console.title("Capstan");
            ServedSource source = scope.keep(ServedSource.of(repository, isUncommitted));
            return new UpRun(scope, console, source, wanted(source)).run(cluster.kubeconfig(), once);
        });
    }

    private SyncSpec wanted(ServedSource source) {
        return new SyncSpec(
                name == null ? source.name() : name,
                namespace,
                source.url(),
                SyncSpec.reference(
                        Optional.ofNullable(reference.branch),
                        Optional.ofNullable(reference.tag),
                        Optional.ofNullable(reference.semver),
                        source::defaultReference),
                path,
                interval == null ? source.isLocal() ? "2s" : "1m" : interval,
                prune,
                Duration.ofSeconds(timeout),
                Optional.ofNullable(targetNamespace),
                Optional.ofNullable(secret));
    }
}
