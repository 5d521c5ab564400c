package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.parse.Statement;
import dev.capstan.gotemplate.trace.OutputListener;
import dev.capstan.gotemplate.trace.Piece;
import dev.capstan.gotemplate.value.GoStruct;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where output came from. Maps, lists and structs of the data are known by identity, so a value is recognised
 * however it was handed on; of what functions make of them, it is known what their call has read.
 */
public final class Tracer {

    private final OutputListener listener;
    private final Map<Object, Set<String>> origins = new IdentityHashMap<>();
    private final Map<Frame, Map<Integer, Set<String>>> variables = new IdentityHashMap<>();
    private final Deque<Set<String>> actions = new ArrayDeque<>();
    private Set<String> lastRead = Set.of();

    /** Reports to a listener about a run over this data. */
    public Tracer(OutputListener listener, @Nullable Object data) {
        this.listener = listener;
        if (isContainer(data)) {
            origins.put(data, Set.of(""));
        }
    }

    private static boolean isContainer(@Nullable Object value) {
        return value instanceof Map || value instanceof List || value instanceof GoStruct;
    }

    void begin(String template) {
        listener.begin(template);
    }

    void end(String template) {
        listener.end(template);
    }

    void beginAction() {
        actions.push(new LinkedHashSet<>());
    }

    void endAction() {
        Set<String> reads = actions.pop();
        if (!actions.isEmpty()) {
            actions.element().addAll(reads);
        }
    }

    /** A field was read; another one behind it may follow. */
    void read(Object container, String name, @Nullable Object value) {
        Set<String> known = origins.getOrDefault(container, Set.of());
        Set<String> paths = new LinkedHashSet<>();
        known.forEach(path -> paths.add(path + "." + name));
        lastRead = paths;
        if (isContainer(value)) {
            origins.putIfAbsent(value, paths);
        }
    }

    /** The last field of a chain was read. */
    void completed() {
        if (!actions.isEmpty()) {
            actions.element().addAll(lastRead);
        }
        lastRead = Set.of();
    }

    /** An element comes up in a loop. */
    void element(Object collection, Object key, @Nullable Object value) {
        Set<String> known = origins.getOrDefault(collection, Set.of());
        if (isContainer(value) && !known.isEmpty()) {
            Set<String> paths = new LinkedHashSet<>();
            known.forEach(path -> paths.add(key instanceof String ? path + "." + key : path + "[" + key + "]"));
            origins.putIfAbsent(value, paths);
        }
    }

    void assign(Frame frame, int slot) {
        if (!actions.isEmpty()) {
            variables.computeIfAbsent(frame, _ -> new HashMap<>()).put(slot, new LinkedHashSet<>(actions.element()));
        }
    }

    void readVariable(Frame frame, int slot) {
        Set<String> reads = variables.getOrDefault(frame, Map.of()).get(slot);
        if (reads != null && !actions.isEmpty()) {
            actions.element().addAll(reads);
        }
    }

    /** A function has made a value out of what the action has read so far. */
    void derived(@Nullable Object value) {
        if (isContainer(value) && !actions.isEmpty() && !actions.element().isEmpty()) {
            origins.putIfAbsent(value, new LinkedHashSet<>(actions.element()));
        }
    }

    void wrote(Frame frame, Statement statement, int from, int to) {
        if (to > from) {
            Set<String> reads = statement instanceof Statement.Text || actions.isEmpty() ? Set.of() : actions.element();
            listener.wrote(
                    new Piece(frame.tree().name(), frame.tree().source().place(statement.position()), from, to, reads));
        }
    }
}
