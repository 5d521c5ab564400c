package dev.capstan.runtime.host;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which controllers a process was told to run.
 *
 * @param ids their ids; empty means all that are there
 */
public record ControllerSelection(Set<String> ids) {
    /** Copies the ids. */
    public ControllerSelection {
        ids = Set.copyOf(ids);
    }

    /**
     * Reads a comma-separated list of ids; {@code *}, alone or among others, means all that are there.
     *
     * @throws IllegalArgumentException when it names nothing
     */
    public static ControllerSelection parse(String text) {
        var ids = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (ids.isEmpty()) {
            throw new IllegalArgumentException(
                    "capstan.controllers is empty; name controllers, or * for all that are there");
        }
        return ids.contains("*") ? new ControllerSelection(Set.of()) : new ControllerSelection(ids);
    }

    /**
     * The selected ones of what is there, in the order given.
     *
     * @throws IllegalArgumentException when a selected one is not there; the message names those that are
     */
    public List<Controller> from(List<Controller> present) {
        Set<String> known = new TreeSet<>();
        present.forEach(controller -> known.add(controller.identity().id()));
        Set<String> missing = new TreeSet<>(ids);
        missing.removeAll(known);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("capstan.controllers names " + String.join(", ", missing)
                    + ", but this build has " + String.join(", ", known));
        }
        return present.stream()
                .filter(controller ->
                        ids.isEmpty() || ids.contains(controller.identity().id()))
                .toList();
    }
}
