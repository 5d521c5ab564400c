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
            "  capstan get images policy",
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
                    "all, sources, images, or a kind by its plural, singular or short name: kustomizations, ks, alerts, ...")
    private String kind = ListedKinds.ALL;

    @Parameters(
            index = "1..*",
            arity = "0..2",
            paramLabel = "NAME",
            description = "Only the object with this name; after images also repository, policy or update before it.")
    private List<String> words = List.of();

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
        Selection selected = selection();
        boolean isFound = new GetRun(spec.commandLine().getOut(), format, isWatching)
                .run(
                        cluster.kubeconfig(System.getenv()),
                        selected.kinds(),
                        Optional.ofNullable(namespace),
                        selected.name());
        if (!isFound) {
            spec.commandLine().getErr().println(nothing(selected));
        }
        return isFound ? 0 : 1;
    }

    /**
     * What is asked for.
     *
     * @param words the kind as it was written
     */
    private record Selection(String words, List<ToolkitKind> kinds, Optional<String> name) {}

    private Selection selection() {
        String family = kind.toLowerCase(Locale.ROOT);
        Optional<Selection> ofTwoWords = words.stream()
                .findFirst()
                .flatMap(member -> ListedKinds.called(family, member.toLowerCase(Locale.ROOT))
                        .map(kinds -> new Selection(
                                kind + " " + member,
                                kinds,
                                words.stream().skip(1).findFirst())));
        if (ofTwoWords.isEmpty() && words.size() > 1) {
            throw new ParameterException(spec.commandLine(), "'" + words.get(1) + "' is one word too many");
        }
        return ofTwoWords.orElseGet(() -> new Selection(
                kind,
                ListedKinds.called(family)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "'" + kind + "' is not a kind that is listed; there are: all, "
                                        + String.join(", ", ListedKinds.words()))),
                words.stream().findFirst()));
    }

    private String nothing(Selection selected) {
        String what = selected.name()
                .map(name -> selected.words() + " named " + name)
                .orElse(ListedKinds.ALL.equals(kind) ? "objects" : selected.words());
        return "No " + what + (namespace == null ? " in any namespace" : " in namespace " + namespace);
    }
}
