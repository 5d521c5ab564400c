package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.failure.Place;
import dev.capstan.gotemplate.failure.TemplateExecException;
import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.parse.Node;
import dev.capstan.gotemplate.parse.TemplateTree;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A template that is running: its variables, its dot, and where it is.
 *
 * <p>Go tells a value from a variable of type interface {} that holds it: elements of maps and lists are such variables
 * until a pipeline ends. Whether they are shows in messages, and in nil: null that is read through an interface is a nil
 * interface, null that is not is no value at all.
 */
final class Frame {

    /** Stands in slots of variables that were not declared. */
    private static final Object UNDECLARED = new Object();

    private final TemplateTree tree;
    private final @Nullable Object[] slots;
    private final boolean[] slotsThroughInterface;
    private Node at;

    @Nullable Object dot;

    boolean dotThroughInterface;

    Frame(TemplateTree tree, @Nullable Object dot, boolean throughInterface) {
        this.tree = tree;
        this.slots = new @Nullable Object[tree.slots()];
        this.slotsThroughInterface = new boolean[slots.length];
        this.at = tree.body();
        this.dot = dot;
        this.dotThroughInterface = throughInterface;
        Arrays.fill(slots, UNDECLARED);
        set(0, dot, throughInterface);
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

    void set(int slot, @Nullable Object value, boolean throughInterface) {
        slots[slot] = value;
        slotsThroughInterface[slot] = throughInterface;
    }

    @Nullable Object get(int slot) {
        return slots[slot];
    }

    boolean isThroughInterface(int slot) {
        return slotsThroughInterface[slot];
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
