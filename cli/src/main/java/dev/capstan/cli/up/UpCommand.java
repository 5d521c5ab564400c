package dev.capstan.cli.up;

import dev.capstan.api.schema.Patterns;
import dev.capstan.cli.options.TargetClusterOption;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.repository.RepositorySecret;
import dev.capstan.cli.terminal.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code capstan up}. */
@Command(
        name = "up",
        sortOptions = false,
        description = {
            "Keeps a cluster as a repository of yours says, until Ctrl-C: on the cluster of $KUBECONFIG when it is set, else on one of"
                    + " its own (simulated nodes: nothing runs for real there).",
            "",
            "Before a cluster is started, the repository is fetched and the folder is built. What is printed then is what the"
                    + " controllers report. `capstan down` takes away what this command brought."
        },
        footer = {
            "",
            "Examples:",
            "  capstan up --repo https://github.com/stefanprodan/podinfo --path ./kustomize",
            "  capstan up --repo . --path ./deploy --uncommitted",
            "  capstan up --repo ~/config/clusters/test --once",
            "  capstan up --repo https://git.example/me/private --username me --password-stdin < token.txt",
            "  capstan up --repo ssh://git@git.example/me/private --ssh-key ~/.ssh/id_ed25519"
        })
public final class UpCommand implements Callable<Integer> {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

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

        /** Field of {@code spec.ref} and its value. */
        private Optional<Map.Entry<String, String>> asked() {
            return Optional.ofNullable(branch)
                    .map(value -> Map.entry("branch", value))
                    .or(() -> Optional.ofNullable(tag).map(value -> Map.entry("tag", value)))
                    .or(() -> Optional.ofNullable(semver).map(value -> Map.entry("semver", value)));
        }
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

    @Mixin
    private CredentialOptions credentials = new CredentialOptions();

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

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    private final Console console = Console.standard(System.getenv());

    /** With {@code --once} 0 when the repository is applied and healthy, 1 when not; else 0 at the end. */
    @Override
    public Integer call() throws Exception {
        check();
        return CommandScope.run(scope -> {
            console.title("Capstan");
            ServedSource source = scope.keep(ServedSource.of(repository, isUncommitted));
            return new UpRun(scope, console, source, request(source)).run(cluster.kubeconfig(), once);
        });
    }

    private void check() {
        credentials.check();
        if (interval != null && !interval.matches(Patterns.INTERVAL)) {
            throw wrong("--interval: '" + interval + "' is not a duration such as 30s, 5m or 1h30m");
        }
        if (timeout < 1) {
            throw wrong("--timeout: " + timeout + " is not a number of seconds above zero");
        }
        if (name != null && !name.matches(NAME)) {
            throw wrong("--name: '" + name + "' is not a name that Kubernetes takes: lower case letters, digits, '-'");
        }
        if (!namespace.matches(NAME)) {
            throw wrong("--namespace: '" + namespace + "' is not a name that Kubernetes takes");
        }
        if (targetNamespace != null && !targetNamespace.matches(NAME)) {
            throw wrong("--target-namespace: '" + targetNamespace + "' is not a name that Kubernetes takes");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private UpRequest request(ServedSource source) throws IOException {
        Optional<RepositorySecret> secret = credentials.secret(System.in, Path.of(System.getProperty("user.home")));
        String called = name == null ? source.name() : name;
        Optional<String> secretName =
                secret.map(_ -> SyncObjects.secretName(called)).or(credentials::secretName);
        SyncSpec wanted = new SyncSpec(
                called,
                namespace,
                source.url(),
                Map.entry("name", "HEAD"),
                source.pathInRepository(path),
                interval == null ? source.isLocal() ? "2s" : "1m" : interval,
                prune,
                Duration.ofSeconds(timeout),
                Optional.ofNullable(targetNamespace),
                secretName);
        return new UpRequest(wanted, reference.asked(), secret, credentials.secretName());
    }
}
