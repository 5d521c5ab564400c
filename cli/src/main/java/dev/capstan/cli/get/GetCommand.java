package dev.capstan.cli.get;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.terminal.Table;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
        description = "Prints sources and Kustomizations with their state.",
        footer = {
            "",
            "Examples:",
            "  capstan get all",
            "  capstan get kustomizations -n flux-system",
            "  capstan get sources config"
        })
public final class GetCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 404;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description = "sources (GitRepositories), kustomizations, receivers, or all.")
    private String kind = "all";

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
        boolean isAll = "all".equals(kind);
        List<ListedKind> kinds = isAll
                ? List.of(ListedKind.values())
                : List.of(
                        ListedKind.called(kind)
                                .orElseThrow(
                                        () -> new ParameterException(
                                                spec.commandLine(),
                                                "'" + kind
                                                        + "' is not a kind that is listed; there are: sources, kustomizations, receivers, all")));
        PrintWriter out = spec.commandLine().getOut();
        try (KubernetesClient client = cluster.client(System.getenv())) {
            int found = 0;
            for (ListedKind listed : kinds) {
                List<ObjectState> objects = list(client, listed, isAll);
                found += objects.size();
                if (!objects.isEmpty()) {
                    out.println(
                            (isAll && found > objects.size() ? "\n" : "") + String.join("\n", table(objects, listed)));
                }
            }
            if (found == 0) {
                spec.commandLine().getErr().println(nothing());
            }
            out.flush();
            return found == 0 ? 1 : 0;
        }
    }

    private String nothing() {
        String what = isNamed() ? kind + " named " + name : "all".equals(kind) ? "objects" : kind;
        return "No " + what + (namespace == null ? " in any namespace" : " in namespace " + namespace);
    }

    private boolean isNamed() {
        return name != null;
    }

    private List<ObjectState> list(KubernetesClient client, ListedKind listed, boolean mayBeMissing) {
        try {
            var resources = client.genericKubernetesResources(listed.context());
            List<GenericKubernetesResource> items = (namespace == null
                            ? resources.inAnyNamespace().list()
                            : resources.inNamespace(namespace).list())
                    .getItems();
            return items.stream()
                    .filter(object ->
                            name == null || name.equals(object.getMetadata().getName()))
                    .map(object -> ObjectState.of(object, listed))
                    .sorted(Comparator.comparing(ObjectState::namespace).thenComparing(ObjectState::name))
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND && mayBeMissing) {
                return List.of();
            }
            if (e.getCode() == NOT_FOUND) {
                throw new CommandFailure("This cluster does not know " + listed.title()
                        + ": their custom resource definitions are not installed");
            }
            throw e;
        }
    }

    private static List<String> table(List<ObjectState> objects, ListedKind kind) {
        boolean hasRevision = !kind.revision().isEmpty();
        List<String> heads = new ArrayList<>(List.of("NAMESPACE", kind.title().toUpperCase(Locale.ROOT)));
        if (hasRevision) {
            heads.add("REVISION");
        }
        heads.addAll(List.of("SUSPENDED", "READY", "MESSAGE"));
        Table table = new Table(heads);
        for (ObjectState object : objects) {
            List<String> cells = new ArrayList<>(List.of(object.namespace(), object.name()));
            if (hasRevision) {
                cells.add(object.revision());
            }
            cells.addAll(List.of(object.isSuspended() ? "True" : "False", object.ready(), object.message()));
            table.add(cells);
        }
        return table.lines();
    }
}
