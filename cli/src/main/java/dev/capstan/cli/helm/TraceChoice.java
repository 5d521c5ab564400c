package dev.capstan.cli.helm;

import dev.capstan.cli.CommandFailure;
import dev.capstan.helm.explain.TracedObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rendered object that somebody names on the command line.
 *
 * @param kind in any case
 * @param namespace when it is named
 */
record TraceChoice(String kind, Optional<String> namespace, String name) {
    private static final int MOST_NAMED = 10;

    /** Reads {@code Kind/name} or {@code Kind/namespace/name}. */
    static TraceChoice parse(String text) {
        String[] parts = text.split("/", -1);
        boolean isComplete = List.of(parts).stream().noneMatch(String::isBlank);
        if (isComplete && parts.length == 2) {
            return new TraceChoice(parts[0], Optional.empty(), parts[1]);
        }
        if (isComplete && parts.length == 3) {
            return new TraceChoice(parts[0], Optional.of(parts[1]), parts[2]);
        }
        throw new CommandFailure("\"" + text + "\" names no object; write Kind/name or Kind/namespace/name");
    }

    /** The one object that is meant. */
    TracedObject among(List<TracedObject> objects) {
        List<TracedObject> sameKind = objects.stream()
                .filter(each -> each.kind().equalsIgnoreCase(kind))
                .filter(each -> namespace.isEmpty() || each.namespace().equals(namespace.get()))
                .toList();
        List<TracedObject> found =
                sameKind.stream().filter(each -> each.name().equals(name)).toList();
        if (found.isEmpty()) {
            String nearby = sameKind.isEmpty() ? "" : "; of this kind there are " + names(sameKind);
            throw new CommandFailure("the chart renders no " + words() + nearby);
        }
        if (found.size() > 1) {
            throw new CommandFailure(words() + " could mean " + names(found) + "; write one of these");
        }
        return found.getFirst();
    }

    private String words() {
        return kind + "/" + namespace.map(each -> each + "/").orElse("") + name;
    }

    private static String names(List<TracedObject> objects) {
        return objects.stream()
                        .limit(MOST_NAMED)
                        .map(each -> each.kind() + "/" + (each.namespace().isEmpty() ? "" : each.namespace() + "/")
                                + each.name())
                        .collect(Collectors.joining(", "))
                + (objects.size() > MOST_NAMED ? " and " + (objects.size() - MOST_NAMED) + " more" : "");
    }
}
