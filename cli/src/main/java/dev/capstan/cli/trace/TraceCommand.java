package dev.capstan.cli.trace;

import dev.capstan.cli.kind.ObjectWords;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan trace}. */
@Command(
        name = "trace",
        sortOptions = false,
        description = "Follows an object to where it comes from: Kustomization or release, source, revision, commit.",
        footer = {
            "",
            "Works on objects of every kind: on a Pod, too, whose Deployment has the labels. The author of a commit is",
            "not in the cluster: the repository is asked for it with the credentials of the GitRepository, unless",
            "--no-fetch says otherwise.",
            "",
            "Exit codes: 0 traced, 1 nobody manages the object or there is none.",
            "",
            "Examples:",
            "  capstan trace deployment/web -n apps",
            "  capstan trace pod web-7d4b9c-x2x4z",
            "  capstan trace kustomization apps --no-fetch"
        })
public final class TraceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "1..*",
            paramLabel = "KIND NAME",
            description = "A kind of the cluster by any of its names, and the object; also KIND/NAME.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--kind", paramLabel = "KIND", description = "The kind, when only a name is given.")
    private @Nullable String kind;

    @Option(names = "--api-version", paramLabel = "VERSION", hidden = true)
    private @Nullable String apiVersion;

    @Option(
            names = "--fetch",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Ask the repository who made the commit, which is the default.")
    private boolean asksRepositories = true;

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when it was traced to a Kustomization, a HelmRelease or a source; 1 when nobody manages it. */
    @Override
    public Integer call() {
        ObjectWords object = ObjectWords.read(kind == null ? words : with(kind));
        return new TraceRun(spec.commandLine().getOut(), asksRepositories)
                        .run(cluster.kubeconfig(System.getenv()), namespace.namespace(), object.kind(), object.name())
                ? 0
                : 1;
    }

    private List<String> with(String first) {
        var all = new ArrayList<>(List.of(qualified(first)));
        all.addAll(words);
        return all;
    }

    /** The flux command names the group beside the kind. */
    private String qualified(String word) {
        String version = apiVersion;
        return version == null || !version.contains("/")
                ? word
                : word + "." + version.substring(0, version.indexOf('/'));
    }
}
