package dev.capstan.gotemplate.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * The variables of one template while it is parsed. A variable is known from its declaration to the end of the control
 * structure around it, the other branch included; but a run that takes the other branch has not come by declarations
 * in the first one, so there the name means the variable further out, or nothing.
 */
final class Scope {

    private final List<String> known = new ArrayList<>(List.of("$"));
    private final List<Declared> reachable = new ArrayList<>(List.of(new Declared("$", 0)));
    private int slots = 1;

    private record Declared(String name, int slot) {}

    /** What to come back to. */
    record Mark(int known, int reachable) {}

    Mark mark() {
        return new Mark(known.size(), reachable.size());
    }

    /** Forgets all variables since the mark. */
    void forget(Mark mark) {
        cut(known, mark.known());
        cut(reachable, mark.reachable());
    }

    /** The other branch begins. */
    void otherBranch(Mark mark) {
        cut(reachable, mark.reachable());
    }

    /** From here on the name may be used, whether it is declared or assigned to. */
    void know(String name) {
        known.add(name);
    }

    /** A known name is a new variable from here on; the answer is its slot. */
    int declare(String name) {
        reachable.add(new Declared(name, slots));
        return slots++;
    }

    boolean isKnown(String name) {
        return known.contains(name);
    }

    /** Where a run keeps the variable, or {@link Expression.Variable#NO_SLOT}. */
    int slot(String name) {
        for (int i = reachable.size() - 1; i >= 0; i--) {
            if (reachable.get(i).name().equals(name)) {
                return reachable.get(i).slot();
            }
        }
        return Expression.Variable.NO_SLOT;
    }

    /** How many slots a run needs. */
    int slots() {
        return slots;
    }

    private static void cut(List<?> list, int size) {
        list.subList(size, list.size()).clear();
    }
}
