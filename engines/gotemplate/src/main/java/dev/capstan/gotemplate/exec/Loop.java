package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.exec.Walker.Flow;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.parse.Body;
import dev.capstan.gotemplate.parse.Expression;
import dev.capstan.gotemplate.parse.Statement;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Int;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.SortedKeys;
import dev.capstan.gotemplate.value.StructMap;
import dev.capstan.gotemplate.value.TypedNil;
import dev.capstan.gotemplate.value.Unsigned;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code range}: runs statements for every element. */
final class Loop {

    private final Walker walker;
    private final Run run;
    private final Frame frame;
    private final @Nullable Tracer tracer;

    Loop(Walker walker, Run run, Frame frame) {
        this.walker = walker;
        this.run = run;
        this.frame = frame;
        this.tracer = run.environment().tracer();
    }

    Flow walk(Statement.Range range, @Nullable Object value) {
        boolean any = switch (plain(value)) {
            case null -> false;
            case Map<?, ?> map -> entries(range, map);
            case StructMap map -> entries(range, map);
            case List<?> list -> elements(range, list);
            case byte[] bytes -> bytes(range, bytes);
            case TypedNil nil when nil.type().kind() == Kind.MAP || nil.type().kind() == Kind.SLICE -> false;
            case Double _, Float _ -> throw cannotIterate(value);
            case Number _
            when range.pipe().targets().size() > 1 ->
                throw frame.fail(
                        "can't use " + GoFormat.text(value, run.bounds()) + " to iterate over more than one variable");
            case Number number -> numbers(range, number);
            default -> throw cannotIterate(value);
        };
        Body otherwise = range.otherwise();
        if (any || otherwise == null) {
            return Flow.ON;
        }
        // A break in the other branch is meant for the range further out, but in Go it does not get there.
        Flow flow = walker.walk(otherwise);
        return flow == Flow.BREAK ? Flow.ON : flow;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof GoObject object && object.underlying() != null ? object.underlying() : value;
    }

    private RuntimeException cannotIterate(@Nullable Object value) {
        return frame.fail("range can't iterate over " + GoFormat.target(value, run.bounds()));
    }

    private boolean entries(Statement.Range range, Map<?, ?> map) {
        run.bounds().steps(map.size());
        List<String> keys = SortedKeys.of(map);
        Object[] values = keys.stream().map(map::get).toArray();
        Held held = holdsInterfaces(map) ? Held.BY_INTERFACE : Held.AS_COPY;
        for (int i = 0; i < values.length; i++) {
            Set<String> reads = trace(map, keys.get(i), values[i]);
            if (once(range, keys.get(i), values[i], held, reads) == Flow.BREAK) {
                break;
            }
        }
        return values.length > 0;
    }

    private boolean entries(Statement.Range range, StructMap map) {
        Held held = holdsInterfaces(map) ? Held.BY_INTERFACE : Held.AS_COPY;
        for (StructMap.Entry entry : map.entries()) {
            if (once(range, entry.key(), entry.value(), held, Set.of()) == Flow.BREAK) {
                break;
            }
        }
        return map.size() > 0;
    }

    private boolean elements(Statement.Range range, List<?> list) {
        int size = list.size();
        Held held = holdsInterfaces(list) ? Held.BY_INTERFACE : Held.IN_PLACE;
        for (int i = 0; i < size; i++) {
            Object element = list.get(i);
            Set<String> reads = trace(list, i, element);
            if (once(range, Int.of(i), element, held, reads) == Flow.BREAK) {
                break;
            }
        }
        return size > 0;
    }

    private static boolean holdsInterfaces(Object collection) {
        GoType type = collection instanceof GoObject object ? object.type() : GoType.LIST;
        GoType element = type.element();
        return element != null && element.kind() == Kind.INTERFACE;
    }

    private Set<String> trace(Object collection, Object key, @Nullable Object element) {
        return tracer == null ? Set.of() : tracer.element(collection, key, element);
    }

    private boolean bytes(Statement.Range range, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (once(range, Int.of(i), Unsigned.uint8(bytes[i]), Held.AS_COPY, Set.of()) == Flow.BREAK) {
                break;
            }
        }
        return bytes.length > 0;
    }

    private boolean numbers(Statement.Range range, Number count) {
        GoType type = GoType.of(count);
        boolean signed = type == null || type.kind().isSigned();
        long end = count.longValue();
        if (end == 0 || signed && end < 0) {
            return false;
        }
        for (long i = 0; i != end; i++) {
            if (once(range, null, type == null ? Int.of(i) : type.integer(i), Held.AS_COPY, Set.of()) == Flow.BREAK) {
                break;
            }
        }
        return true;
    }

    private Flow once(
            Statement.Range range, @Nullable Object index, @Nullable Object element, Held held, Set<String> reads) {
        run.bounds().step();
        List<Expression.Variable> targets = range.pipe().targets();
        if (targets.size() == 1) {
            set(range, targets.getFirst(), element, held);
        } else if (targets.size() == 2) {
            set(range, targets.getFirst(), index, Held.AS_COPY);
            set(range, targets.getLast(), element, held);
        }
        if (tracer != null && !targets.isEmpty()) {
            tracer.assign(frame, targets.getLast().slot(), reads);
        }
        return walker.walk(range.body(), element, held, reads);
    }

    private void set(Statement.Range range, Expression.Variable target, @Nullable Object value, Held held) {
        int slot = target.slot();
        if (range.pipe().assigns() && !frame.isDeclared(slot)) {
            throw frame.fail("undefined variable: " + target.name());
        }
        frame.set(slot, value, held);
    }
}
