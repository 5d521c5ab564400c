package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.failure.Place;
import dev.capstan.gotemplate.parse.Statement;
import dev.capstan.gotemplate.trace.OutputListener;
import dev.capstan.gotemplate.trace.Piece;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out where output came from: notes what every action reads, also by way of variables, loops and calls. */
public final class Tracer {

    /** Variables have the numbers of their slots; the dot has this one. */
    private static final int DOT = -1;

    private final OutputListener listener;
    private final Origins origins;
    private final Map<Frame, Map<Integer, Set<String>>> variables = new IdentityHashMap<>();
    private final Deque<Set<String>> actions = new ArrayDeque<>();
    private Set<String> lastRead = Set.of();

    /** Reports to a listener about a run over this data. */
    public Tracer(OutputListener listener, @Nullable Object data) {
        this.listener = listener;
        this.origins = new Origins(data);
    }

    void begin(String template) {
        listener.begin(template);
    }

    void end(String template, String text) {
        listener.end(template, text);
    }

    /** An action, or the pipeline of a control structure, is computed from here on. */
    void beginAction() {
        actions.push(new LinkedHashSet<>());
    }

    /** The action is done; what it has read, the one has read as well that called its template. */
    void endAction() {
        Set<String> reads = actions.pop();
        noteAll(reads);
    }

    /** The pipeline of a control structure is done; what it has read decides, but does not become part of the output. */
    Set<String> endCondition() {
        return actions.pop();
    }

    private void noteAll(Set<String> reads) {
        if (!actions.isEmpty()) {
            actions.element().addAll(reads);
        }
    }

    /** A field was read; another one behind it may follow. */
    void read(Object container, String name, @Nullable Object value) {
        lastRead = origins.read(container, "." + name, value);
    }

    /** The last field of a chain was read. */
    void completed() {
        noteAll(lastRead);
        lastRead = Set.of();
    }

    /** An element comes up in a loop; the answer is what reading it means. */
    Set<String> element(Object collection, Object key, @Nullable Object value) {
        return origins.read(collection, key instanceof String ? "." + key : "[" + key + "]", value);
    }

    /** A variable takes the value of the action that is going on. */
    void assign(Frame frame, int slot) {
        if (!actions.isEmpty()) {
            assign(frame, slot, new LinkedHashSet<>(actions.element()));
        }
    }

    void assign(Frame frame, int slot, Set<String> reads) {
        variables.computeIfAbsent(frame, _ -> new HashMap<>()).put(slot, reads);
    }

    void readVariable(Frame frame, int slot) {
        noteAll(variables.getOrDefault(frame, Map.of()).getOrDefault(slot, Set.of()));
    }

    /** The dot is another value now; the answer is for coming back to the one before. */
    Set<String> setDot(Frame frame, Set<String> reads) {
        Set<String> before = variables.getOrDefault(frame, Map.of()).getOrDefault(DOT, Set.of());
        assign(frame, DOT, reads);
        return before;
    }

    /** A template begins with data that the action has computed which calls it. */
    void called(Frame frame, @Nullable Object data) {
        if (!actions.isEmpty() && !Origins.isContainer(data)) {
            assign(frame, 0);
            assign(frame, DOT);
        }
    }

    void readDot(Frame frame) {
        readVariable(frame, DOT);
    }

    /** A function has made a value out of what the action has read so far. */
    void derived(@Nullable Object value) {
        if (!actions.isEmpty()) {
            origins.derived(value, actions.element());
        }
    }

    void wrote(Frame frame, Statement statement, int from, int to) {
        if (to > from) {
            boolean isLiteral = statement instanceof Statement.Text;
            Set<String> reads = isLiteral || actions.isEmpty() ? Set.of() : actions.element();
            Place place = frame.tree().source().place(statement.position());
            listener.wrote(new Piece(frame.tree().name(), place, from, to, reads, isLiteral));
        }
    }
}
