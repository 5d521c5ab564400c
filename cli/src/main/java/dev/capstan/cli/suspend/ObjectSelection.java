package dev.capstan.cli.suspend;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.SuspendSwitch;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.kind.KindWords;
import java.util.List;

/**
 * The objects that are meant.
 *
 * @param words a kind, and names
 * @param isAll whether all of the kind are meant
 */
record ObjectSelection(List<String> words, boolean isAll) {

    ObjectSelection {
        words = List.copyOf(words);
    }

    /**
     * The kind and the names.
     *
     * @throws CommandFailure for wrong use
     */
    KindWords.Named named() {
        KindWords.Named named = KindWords.one(words);
        if (!SuspendSwitch.isThereFor(named.kind())) {
            throw KindWords.wrong("No controller works on %s, so there is nothing to suspend"
                    .formatted(named.kind().plural()));
        }
        if (isAll && !named.names().isEmpty()) {
            throw KindWords.wrong("Names and --all exclude each other");
        }
        if (!isAll && named.names().isEmpty()) {
            throw KindWords.wrong(
                    "Name the %s, or say --all".formatted(named.kind().kind()));
        }
        return named;
    }

    /** All of them, found before anything is done to the first. */
    List<ToolkitObject> in(ToolkitObjects objects) {
        KindWords.Named named = named();
        return isAll
                ? objects.all(named.kind())
                : named.names().stream()
                        .distinct()
                        .map(name -> objects.one(named.kind(), name))
                        .toList();
    }
}
