package dev.capstan.cli.build;

import dev.capstan.cli.CommandFailure;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.ExplainedObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The object that somebody names on the command line.
 *
 * @param kind in any case
 * @param namespace when it is named
 * @param name the name in the result, or one that the object had before prefixes and hashes
 */
record ObjectChoice(String kind, Optional<String> namespace, String name) {

    /** Reads {@code Kind/name} or {@code Kind/namespace/name}. */
    static ObjectChoice parse(String text) {
        String[] parts = text.split("/", -1);
        boolean isComplete = List.of(parts).stream().noneMatch(String::isBlank);
        if (isComplete && parts.length == 2) {
            return new ObjectChoice(parts[0], Optional.empty(), parts[1]);
        }
        if (isComplete && parts.length == 3) {
            return new ObjectChoice(parts[0], Optional.of(parts[1]), parts[2]);
        }
        throw new CommandFailure("\"" + text + "\" names no object; write Kind/name or Kind/namespace/name");
    }

    /** The one object that is meant; an exact name goes before a former one. */
    ExplainedObject among(List<ExplainedObject> objects) {
        List<ExplainedObject> sameKind = objects.stream()
                .filter(each -> each.object().kind().equalsIgnoreCase(kind))
                .filter(each -> namespace.isEmpty() || each.object().namespace().equals(namespace.get()))
                .toList();
        List<ExplainedObject> found = sameKind.stream()
                .filter(each -> each.object().name().equals(name))
                .toList();
        if (found.isEmpty()) {
            found = sameKind.stream()
                    .filter(each -> each.formerNames().contains(name))
                    .toList();
        }
        if (found.isEmpty()) {
            String nearby = sameKind.isEmpty() ? "" : "; of this kind there are " + names(sameKind);
            throw new CommandFailure("the result has no " + words() + nearby);
        }
        if (found.size() > 1) {
            throw new CommandFailure(words() + " could mean " + names(found) + "; write one of these");
        }
        return found.getFirst();
    }

    private String words() {
        return kind + "/" + namespace.map(each -> each + "/").orElse("") + name;
    }

    private static String names(List<ExplainedObject> objects) {
        int shown = 10;
        return objects.stream()
                        .limit(shown)
                        .map(ExplainedObject::object)
                        .map(BuiltObject::identity)
                        .collect(Collectors.joining(", "))
                + (objects.size() > shown ? " and " + (objects.size() - shown) + " more" : "");
    }
}
