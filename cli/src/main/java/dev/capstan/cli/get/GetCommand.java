package dev.capstan.cli.get;

import dev.capstan.cli.kind.KindCandidates;
import dev.capstan.cli.kind.KindWords;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan get}. */
@Command(
        name = "get",
        sortOptions = false,
        description = "Prints the objects of the toolkit with their state.",
        footer = {
            "",
            "Examples:",
            "  capstan get all",
            "  capstan get kustomizations -n flux-system",
            "  capstan get sources config",
            "  capstan get source git config -o wide",
            "  capstan get images all -n flux-system",
            "  capstan get all --status-selector Ready=False",
            "  capstan get ks --watch",
            "  capstan get ks config -o yaml"
        })
public final class GetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "1..*",
            paramLabel = "KIND [NAME]",
            completionCandidates = KindCandidates.class,
            description =
                    "all, sources, images, or a kind by its plural, singular or short name (kustomizations, ks, alerts, ...)"
                            + " or as in 'source git', and names, for only these; also KIND/NAME.")
    private List<String> words = new ArrayList<>();

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "LABELS",
            description = "Only objects with these labels, such as team=web or 'tier in (a,b)'.")
    private @Nullable String labels;

    @Option(
            names = "--status-selector",
            paramLabel = "TYPE=STATUS",
            description = "Only objects with this condition, such as Ready=False.")
    private @Nullable String status;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (the default), wide, yaml, json or name.")
    private OutputFormat format = OutputFormat.TABLE;

    @Option(
            names = {"-w", "--watch"},
            description = "Go on and print a line per change, until Ctrl-C.")
    private boolean isWatching;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** Prints one table per kind; 1 when nothing was found. */
    @Override
    public Integer call() throws Exception {
        KindWords.Chosen chosen = KindWords.read(words);
        var filter = new ObjectFilter(
                namespace.namespace(),
                chosen.rest(),
                Optional.ofNullable(labels),
                Optional.ofNullable(status).map(ObjectFilter.StatusSelector::of));
        boolean isFound = new GetRun(spec.commandLine().getOut(), format, isWatching)
                .run(cluster.kubeconfig(System.getenv()), chosen.kinds(), filter);
        if (!isFound) {
            spec.commandLine().getErr().println(nothing(chosen.rest()));
        }
        return isFound ? 0 : 1;
    }

    private String nothing(List<String> names) {
        String kind = words.getFirst();
        String what = names.isEmpty()
                ? KindWords.ALL.equals(kind) ? "objects" : String.join(" ", words)
                : String.join(" ", words.subList(0, Math.max(1, words.size() - names.size())))
                                .replaceFirst("/.*", "")
                        + " named "
                        + String.join(", ", names);
        return "No " + what + (labels == null && status == null ? "" : " like that")
                + namespace.namespace().map(" in namespace "::concat).orElse(" in any namespace");
    }
}
