package dev.capstan.cli.events;

import dev.capstan.cli.kind.KindCandidates;
import dev.capstan.cli.kind.KindWords;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import java.util.ArrayList;
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

/** {@code capstan events}. */
@Command(
        name = "events",
        sortOptions = false,
        description = "Prints what the controllers have reported of the objects of the toolkit.",
        footer = {
            "",
            "Events of an object are printed with those of its source, of its chart or of its provider, whose failures",
            "are mostly why it waits. Kubernetes keeps events for an hour, unless it is told otherwise.",
            "",
            "Examples:",
            "  capstan events",
            "  capstan events --for Kustomization/apps -n flux-system",
            "  capstan events hr web --types Warning",
            "  capstan events -w"
        })
public final class EventsCommand implements Callable<Integer> {

    /** Types of events, as Kubernetes has them. */
    enum EventType {
        NORMAL,
        WARNING
    }

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "0..*",
            paramLabel = "KIND NAME",
            completionCandidates = KindCandidates.class,
            description = "Only of this object; the same as --for.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--for", paramLabel = "KIND/NAME", description = "Only of this object.")
    private @Nullable String about;

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "TYPES",
            description = "Only these types of events: Normal, Warning.")
    private List<EventType> types = new ArrayList<>();

    @Option(
            names = {"-w", "--watch"},
            description = "Go on and print a line per event, until Ctrl-C.")
    private boolean isWatching;

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** Prints the events; 0 also when there are none, as there may well be none. */
    @Override
    public Integer call() throws Exception {
        String object = about;
        if (object != null && !words.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "name the object once, with --for or without");
        }
        List<String> named = object == null ? words : List.of(object.split(" ", -1));
        if (!named.isEmpty()) {
            KindWords.one(named).onlyName();
        }
        boolean isSomething = new EventsRun(spec.commandLine().getOut(), namespace.namespace(), named, typeNames())
                .run(cluster.kubeconfig(System.getenv()), isWatching);
        if (!isSomething) {
            spec.commandLine()
                    .getErr()
                    .println("No events"
                            + namespace
                                    .namespace()
                                    .map(" in namespace "::concat)
                                    .orElse(""));
        }
        return 0;
    }

    private List<String> typeNames() {
        return types.stream().map(type -> type.name().toLowerCase(Locale.ROOT)).toList();
    }
}
