package dev.capstan.gotemplate.format;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.value.Complex;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.StructMap;
import dev.capstan.gotemplate.value.TypedNil;
import dev.capstan.gotemplate.value.Unsigned;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints one value under one verb. */
final class ValuePrinter {

    /** Addresses differ from run to run in Go; ours are all the same. */
    private static final long ADDRESS = 0xc000000000L;

    private final Field field;
    private final Flags flags;
    private final IntegerVerbs integers;
    private final FloatVerbs floats;
    private final TextVerbs texts;
    private final CollectionPrinter collections;
    private boolean complaining;

    ValuePrinter(Bounds bounds) {
        this.field = new Field(bounds);
        this.flags = field.flags;
        this.integers = new IntegerVerbs(field);
        this.floats = new FloatVerbs(field);
        this.texts = new TextVerbs(field);
        this.collections = new CollectionPrinter(this, field);
    }

    Flags flags() {
        return flags;
    }

    void append(char c) {
        field.append(c);
    }

    void append(String text) {
        field.append(text);
    }

    void appendCodePoint(int codePoint) {
        field.appendCodePoint(codePoint);
    }

    String result() {
        return field.result();
    }

    /** Prints a value that was handed to fmt. */
    void printArgument(@Nullable Object value, int verb) {
        GoType type = GoType.of(value);
        if (value == null || type == null) {
            if (verb == 'v' || verb == 'T') {
                field.pad("<nil>"); // whole, whatever the precision

            } else {
                complain(null, verb);
            }
        } else if (verb == 'T') {
            texts.plain(type.name());
        } else if (verb == 'p') {
            address(value, type, verb);
        } else {
            print(value, verb, 0);
        }
    }

    /** {@code type=value}, or {@code <nil>}. */
    void printWithType(@Nullable Object value) {
        GoType type = GoType.of(value);
        if (value == null || type == null) {
            field.append("<nil>");
            return;
        }
        field.append(type.name());
        field.append('=');
        print(value, 'v', 0);
    }

    /** Prints a value that is not nil. */
    void print(Object value, int verb, int depth) {
        if (value instanceof GoObject object && !complaining && printsText(object, verb)) {
            return;
        }
        if (verb == 'w' && !(value instanceof byte[])) {
            complain(value, verb);
            return;
        }
        Object plain = Objects.requireNonNull(Kinds.plain(value));
        char letter = verb < Character.MIN_SURROGATE ? (char) verb : '?';
        boolean done = switch (plain) {
            case String text -> texts.print(text, letter);
            case Boolean bool -> printBoolean(bool, verb);
            case Double number -> floats.print(number, false, letter);
            case Float number -> floats.print(number, true, letter);
            case Unsigned number -> integers.print(number.longValue(), false, letter);
            case Number number -> integers.print(number.longValue(), true, letter);
            case Complex number -> floats.print(number.real(), number.imaginary(), letter);
            case byte[] bytes -> texts.print(bytes, letter) || collections.printBytes(bytes, verb, depth);
            case Map<?, ?> map -> collections.printMap(map, verb, depth);
            case StructMap map -> collections.printMap(map, verb, depth);
            case List<?> list -> collections.printList(list, verb, depth);
            case TypedNil nil -> printNil(nil, verb);
            case GoFunction function -> address(function, function.type(), verb);
            case GoObject object -> printObject(object, verb, depth);
            default -> throw new IllegalArgumentException(value.getClass() + " is not a type of template values");
        };
        if (!done) {
            complain(value, verb);
        }
    }

    /** Prints a struct without regard to its methods and to whether it is behind a pointer. */
    void printStruct(GoStruct struct) {
        collections.printStruct(struct, 'v', 0);
    }

    private boolean printsText(GoObject object, int verb) {
        if (flags.sharpV || "vsxXq".indexOf(verb) < 0) {
            return false;
        }
        String text = object.text();
        return text != null && texts.print(text, (char) verb);
    }

    private boolean printBoolean(boolean value, int verb) {
        if (verb == 't' || verb == 'v') {
            field.pad(value ? "true" : "false");
            return true;
        }
        return false;
    }

    private boolean printObject(GoObject object, int verb, int depth) {
        GoType type = object.type();
        if (object instanceof GoStruct struct && type.kind() == Kind.STRUCT) {
            return collections.printStruct(struct, verb, depth);
        }
        if (object instanceof GoStruct struct && depth == 0) {
            field.append('&');
            return collections.printStruct(struct, verb, depth);
        }
        return address(object, type, verb);
    }

    private boolean printNil(TypedNil nil, int verb) {
        return switch (nil.type().kind()) {
            case SLICE, MAP -> collections.printNil(nil.type(), verb);
            default -> {
                if (verb == 'v' && flags.sharpV) {
                    field.append("(" + nil.type() + ")(nil)");
                } else if (verb == 'v') {
                    field.pad("<nil>");
                } else {
                    yield address(nil, nil.type(), verb);
                }
                yield true;
            }
        };
    }

    private boolean address(Object value, GoType type, int verb) {
        Kind kind = type.kind();
        boolean hasAddress = kind.isNillable() && kind != Kind.INTERFACE;
        long bits = value instanceof TypedNil ? 0 : ADDRESS;
        if (hasAddress && verb == 'v' && flags.sharpV) {
            field.append("(" + type + ")(");
            integers.prefixedHex(bits);
            field.append(')');
        } else if (hasAddress && (verb == 'v' || verb == 'p')) {
            integers.prefixedHex(bits);
        } else if (!hasAddress || "bodxX".indexOf(verb) < 0 || !integers.print(bits, false, (char) verb)) {
            complain(value, verb);
        }
        return true;
    }

    /** {@code %!verb(type=value)}. */
    void complain(@Nullable Object value, int verb) {
        complaining = true;
        field.append("%!");
        field.appendCodePoint(verb);
        field.append('(');
        printWithType(value);
        field.append(')');
        complaining = false;
    }
}
