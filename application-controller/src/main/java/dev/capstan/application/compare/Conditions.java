package dev.capstan.application.compare;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What was looked for, and what was found.
 *
 * @param evaluated types that were looked for; one of them that is not found is gone, all others stay as they were
 * @param found in the order in which they are shown; a type may come several times
 */
public record Conditions(Set<ConditionType> evaluated, List<Condition> found) {
    /** Nothing was looked for. */
    public static final Conditions NONE = new Conditions(Set.of(), List.of());

    /** Copies the collections. */
    public Conditions {
        evaluated = Set.copyOf(evaluated);
        found = List.copyOf(found);
    }

    /** These, and others that were found after them. */
    public Conditions and(Conditions later) {
        Set<ConditionType> types = EnumSet.noneOf(ConditionType.class);
        types.addAll(evaluated);
        types.addAll(later.evaluated);
        List<Condition> all = new ArrayList<>(found);
        all.removeIf(condition -> later.evaluated.contains(condition.type()));
        all.addAll(later.found);
        return new Conditions(types, all);
    }

    /** The messages of a type. */
    public List<String> messages(ConditionType type) {
        return found.stream()
                .filter(condition -> condition.type() == type)
                .map(Condition::message)
                .toList();
    }
}
