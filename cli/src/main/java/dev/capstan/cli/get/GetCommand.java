package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.options.ClusterOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
            "  capstan get ks --watch",
            "  capstan get ks config -o yaml"
        })
public final class GetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description =
                    "all, sources, or a kind by its plural, singular or short name: kustomizations, ks, alerts, ...")
    private String kind = ListedKinds.ALL;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Only the object with this name.")
    private @Nullable String name;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Only this namespace. Default: all.")
    private @Nullable String namespace;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "All namespaces, which is the default.")
    private boolean everywhere;

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
        if (everywhere && namespace != null) {
            throw new ParameterException(spec.commandLine(), "--namespace and --all-namespaces exclude each other");
        }
        List<ToolkitKind> kinds = ListedKinds.called(kind.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "'" + kind + "' is not a kind that is listed; there are: all, "
                                + String.join(", ", ListedKinds.words())));
        boolean isFound = new GetRun(spec.commandLine().getOut(), format, isWatching)
                .run(
                        cluster.kubeconfig(System.getenv()),
                        kinds,
                        Optional.ofNullable(namespace),
                        Optional.ofNullable(name));
        if (!isFound) {
            spec.commandLine().getErr().println(nothing());
        }
        return isFound ? 0 : 1;
    }

    private String nothing() {
        String what = name != null ? kind + " named " + name : ListedKinds.ALL.equals(kind) ? "objects" : kind;
        return "No " + what + (namespace == null ? " in any namespace" : " in namespace " + namespace);
    }
}
