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

    /** The same with at most so many of each type; the last one says how many more there are. */
    Conditions limited(int most) {
        List<Condition> some = new ArrayList<>();
        for (ConditionType type : ConditionType.values()) {
            List<String> messages = messages(type);
            int shown = messages.size() > most ? most - 1 : messages.size();
            messages.subList(0, shown).forEach(message -> some.add(new Condition(type, message)));
            if (messages.size() > most) {
                some.add(new Condition(type, "and " + (messages.size() - shown) + " more"));
            }
        }
        return new Conditions(evaluated, some);
    }

    /** The messages of a type. */
    public List<String> messages(ConditionType type) {
        return found.stream()
                .filter(condition -> condition.type() == type)
                .map(Condition::message)
                .toList();
    }
}
