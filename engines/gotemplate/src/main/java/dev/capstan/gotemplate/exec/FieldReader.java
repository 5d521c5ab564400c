package dev.capstan.gotemplate.exec;

import dev.capstan.gotemplate.format.Quote;
import dev.capstan.gotemplate.parse.Expression;
import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.TypedNil;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code .a.b.c}: entries of maps, fields of structs, results of methods. */
final class FieldReader {

    private final Run run;
    private final Frame frame;
    private final Evaluator evaluator;
    private final Caller caller;
    private final @Nullable Tracer tracer;

    FieldReader(Run run, Frame frame, Evaluator evaluator, Caller caller) {
        this.run = run;
        this.frame = frame;
        this.evaluator = evaluator;
        this.caller = caller;
        this.tracer = run.environment().tracer();
    }

    /** Reads one name after the other; arguments, if any, are for the last. */
    @Nullable Object chain(
            @Nullable Object receiver,
            Held receiverHeld,
            Expression node,
            List<String> names,
            List<Expression> operands,
            @Nullable Object last) {
        Object value = receiver;
        Held held = receiverHeld;
        int end = names.size() - 1;
        for (int i = 0; i < end; i++) {
            value = read(value, held, names.get(i), node, List.of(), Evaluator.MISSING);
            held = evaluator.held();
        }
        value = read(value, held, names.get(end), node, operands, last);
        if (tracer != null) {
            tracer.completed();
        }
        return value;
    }

    private @Nullable Object read(
            @Nullable Object receiver,
            Held held,
            String name,
            Expression node,
            List<Expression> operands,
            @Nullable Object last) {
        boolean hasArguments = operands.size() > 1 || last != Evaluator.MISSING;
        switch (receiver) {
            case null -> {
                return ofNothing(held, name);
            }
            case GoObject object -> {
                GoFunction method = object.method(name);
                if (method != null) {
                    return caller.call(method, node, name, operands, last);
                }
                if (object instanceof GoStruct struct) {
                    return field(struct, held, name, hasArguments);
                }
                if (object instanceof Map<?, ?> map) {
                    return entry(map, object.type(), name, hasArguments);
                }
            }
            case Map<?, ?> map -> {
                return entry(map, GoType.MAP, name, hasArguments);
            }
            case TypedNil nil
            when nil.type().kind() == Kind.MAP -> {
                return entry(Map.of(), nil.type(), name, hasArguments);
            }
            case TypedNil nil
            when isPointerThatCould(nil.type(), name) ->
                throw frame.fail("nil pointer evaluating " + type(nil, held) + "." + name);
            default -> {
                // has no fields
            }
        }
        throw cannotEvaluate(name, receiver, held);
    }

    private @Nullable Object ofNothing(Held held, String name) {
        if (held == Held.BY_INTERFACE) {
            throw frame.fail("nil pointer evaluating interface {}." + name);
        }
        if (run.environment().missingKey() == MissingKey.ERROR) {
            throw frame.fail("nil data; no entry for key " + Quote.quote(name));
        }
        return evaluator.result(null, Held.AS_COPY);
    }

    private @Nullable Object entry(Map<?, ?> map, GoType type, String name, boolean hasArguments) {
        if (hasArguments) {
            throw frame.fail(name + " is not a method but has arguments");
        }
        GoType element = type.element();
        Held held = element == null || element.kind() == Kind.INTERFACE ? Held.BY_INTERFACE : Held.AS_COPY;
        Object value = map.get(name);
        if (tracer != null) {
            tracer.read(map, name, value);
        }
        if (value != null || map.containsKey(name)) {
            return evaluator.result(value, held);
        }
        return switch (run.environment().missingKey()) {
            case DEFAULT -> evaluator.result(null, Held.AS_COPY);
            case ZERO -> evaluator.result(element == null ? null : element.zero(), held);
            case ERROR -> throw frame.fail("map has no entry for key " + Quote.quote(name));
        };
    }

    private @Nullable Object field(GoStruct struct, Held held, String name, boolean hasArguments) {
        for (GoField field : struct.structType().fields()) {
            if (field.name().equals(name)) {
                if (!field.isExported()) {
                    throw frame.fail(name + " is an unexported field of struct type " + type(struct, held));
                }
                if (hasArguments) {
                    throw frame.fail(name + " has arguments but cannot be invoked as function");
                }
                Object value = struct.field(name);
                if (tracer != null) {
                    tracer.read(struct, name, value);
                }
                return evaluator.result(value, held(struct, held, field));
            }
        }
        throw cannotEvaluate(name, struct, held);
    }

    private static Held held(GoStruct struct, Held structHeld, GoField field) {
        if (field.type().kind() == Kind.INTERFACE) {
            return Held.BY_INTERFACE;
        }
        return struct.type().kind() == Kind.POINTER || structHeld == Held.IN_PLACE ? Held.IN_PLACE : Held.AS_COPY;
    }

    /** A nil pointer to a struct without such a field is refused as the struct would be. */
    private static boolean isPointerThatCould(GoType type, String name) {
        GoType target = type.element();
        return type.kind() == Kind.POINTER
                && target != null
                && (target.kind() != Kind.STRUCT
                        || target.fields().stream()
                                .anyMatch(field -> field.name().equals(name)));
    }

    private RuntimeException cannotEvaluate(String name, @Nullable Object receiver, Held held) {
        return frame.fail("can't evaluate field " + name + " in type " + type(receiver, held));
    }

    private static String type(@Nullable Object value, Held held) {
        return held == Held.BY_INTERFACE ? GoType.ANY.name() : String.valueOf(GoType.of(value));
    }
}
