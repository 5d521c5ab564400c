package dev.capstan.gotemplate.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of one template while it is parsed. A variable is known from its declaration to the end of the control
 * structure around it, the other branch included; but a run that takes the other branch has not come by declarations
 * in the first one, so there the name means the variable further out, or nothing.
 */
final class Scope {

    private final List<String> known = new ArrayList<>();
    private final Map<String, Integer> knownTimes = new HashMap<>();
    private final List<String> reachable = new ArrayList<>();
    private final Map<String, Deque<Integer>> slotsByName = new HashMap<>();
    private int slots;

    Scope() {
        know("$");
        declare("$");
    }

    /** What to come back to. */
    record Mark(int known, int reachable) {}

    Mark mark() {
        return new Mark(known.size(), reachable.size());
    }

    /** Forgets all variables since the mark. */
    void forget(Mark mark) {
        otherBranch(mark);
        while (known.size() > mark.known()) {
            knownTimes.merge(known.removeLast(), -1, Integer::sum);
        }
    }

    /** The other branch begins. */
    void otherBranch(Mark mark) {
        while (reachable.size() > mark.reachable()) {
            slotsOf(reachable.removeLast()).pop();
        }
    }

    /** From here on the name may be used, whether it is declared or assigned to. */
    void know(String name) {
        known.add(name);
        knownTimes.merge(name, 1, Integer::sum);
    }

    /** A known name is a new variable from here on; the answer is its slot. */
    int declare(String name) {
        reachable.add(name);
        slotsOf(name).push(slots);
        return slots++;
    }

    private Deque<Integer> slotsOf(String name) {
        return slotsByName.computeIfAbsent(name, _ -> new ArrayDeque<>());
    }

    boolean isKnown(String name) {
        return knownTimes.getOrDefault(name, 0) > 0;
    }

    /** Where a run keeps the variable, or {@link Expression.Variable#NO_SLOT}. */
    int slot(String name) {
        Deque<Integer> all = slotsOf(name);
        return all.isEmpty() ? Expression.Variable.NO_SLOT : all.element();
    }

    /** How many slots a run needs. */
    int slots() {
        return slots;
    }
}
