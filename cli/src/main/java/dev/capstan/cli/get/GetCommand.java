package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.options.ClusterOption;
import java.io.PrintWriter;
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
        description = "Prints the objects of the toolkit with their state.",
        footer = {
            "",
            "Examples:",
            "  capstan get all",
            "  capstan get kustomizations -n flux-system",
            "  capstan get sources config"
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

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** Prints one table per kind; 1 when nothing was found. */
    @Override
    public Integer call() {
        if (everywhere && namespace != null) {
            throw new ParameterException(spec.commandLine(), "--namespace and --all-namespaces exclude each other");
        }
        String word = kind.toLowerCase(Locale.ROOT);
        List<ToolkitKind> kinds = ListedKinds.called(word)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "'" + kind + "' is not a kind that is listed; there are: all, "
                                + String.join(", ", ListedKinds.words())));
        try (ObjectLister objects = new ObjectLister(
                cluster.kubeconfig(System.getenv()), Optional.ofNullable(namespace), Optional.ofNullable(name))) {
            return print(kinds, objects);
        }
    }

    private int print(List<ToolkitKind> kinds, ObjectLister objects) {
        PrintWriter out = spec.commandLine().getOut();
        boolean isEmpty = true;
        for (ToolkitKind listed : kinds) {
            List<ObjectRow> found = objects.list(listed, kinds.size() > 1);
            if (!found.isEmpty()) {
                out.println((isEmpty ? "" : "\n") + String.join("\n", new ObjectTable(listed).lines(found)));
                isEmpty = false;
            }
        }
        out.flush();
        if (isEmpty) {
            spec.commandLine().getErr().println(nothing());
        }
        return isEmpty ? 1 : 0;
    }

    private String nothing() {
        String what = name != null ? kind + " named " + name : ListedKinds.ALL.equals(kind) ? "objects" : kind;
        return "No " + what + (namespace == null ? " in any namespace" : " in namespace " + namespace);
    }
}
