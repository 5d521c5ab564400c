package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.failure.Place;
import dev.capstan.gotemplate.failure.TemplateExecException;
import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.parse.Node;
import dev.capstan.gotemplate.parse.TemplateTree;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A template that is running: its variables and its dot, how they are held, and where it is.
 */
final class Frame {

    /** Stands in slots of variables that were not declared. */
    private static final Object UNDECLARED = new Object();

    private final TemplateTree tree;
    private final @Nullable Object[] slots;
    private final Held[] held;
    private Node at;

    @Nullable Object dot;

    Held dotHeld;

    Frame(TemplateTree tree, @Nullable Object dot, Held dotHeld) {
        this.tree = tree;
        this.slots = new @Nullable Object[tree.slots()];
        this.held = new Held[slots.length];
        this.at = tree.body();
        this.dot = dot;
        this.dotHeld = dotHeld;
        Arrays.fill(slots, UNDECLARED);
        Arrays.fill(held, Held.AS_COPY);
        set(0, dot, dotHeld);
    }

    TemplateTree tree() {
        return tree;
    }

    /** Marks the node that messages point at from now on. */
    void at(Node node) {
        this.at = node;
    }

    Place place() {
        return tree.source().place(at.position());
    }

    boolean isDeclared(int slot) {
        return slot >= 0 && slots[slot] != UNDECLARED;
    }

    void set(int slot, @Nullable Object value, Held how) {
        slots[slot] = value;
        held[slot] = how;
    }

    @Nullable Object get(int slot) {
        return slots[slot];
    }

    Held held(int slot) {
        return held[slot];
    }

    TemplateExecException fail(String problem) {
        return fail(problem, null);
    }

    TemplateExecException fail(String problem, @Nullable Throwable cause) {
        Place place = place();
        String message =
                "template: " + place + ": executing " + Quote.quote(tree.name()) + " at <" + at + ">: " + problem;
        return new TemplateExecException(message, place, cause);
    }
}
