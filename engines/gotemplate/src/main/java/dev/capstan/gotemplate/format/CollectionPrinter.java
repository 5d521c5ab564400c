package dev.capstan.gotemplate.format;

import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.failure.BoundsExceededException.Bound;
import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.SortedKeys;
import dev.capstan.gotemplate.value.StructMap;
import dev.capstan.gotemplate.value.Unsigned;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints lists, maps and structs. */
final class CollectionPrinter {

    /** Values nested deeper contain themselves, or do harm in other ways. */
    private static final int DEEPEST = 1_000;

    private final ValuePrinter printer;
    private final Field field;

    CollectionPrinter(ValuePrinter printer, Field field) {
        this.printer = printer;
        this.field = field;
    }

    boolean printBytes(byte[] bytes, int verb, int depth) {
        boolean sharp = field.flags.sharpV && (verb == 'v' || verb == 'd');
        field.append(sharp ? (depth == 0 ? "[]byte{" : "[]uint8{") : "[");
        boolean plain = !sharp && (verb == 'v' || verb == 'd') && field.flags.leaveDecimalsAlone();
        for (int i = 0; i < bytes.length; i++) {
            separate(i);
            if (plain) {
                field.append(bytes[i] & 0xff);
            } else {
                printer.print(Unsigned.uint8(bytes[i]), verb, depth + 1);
            }
        }
        field.append(sharp ? '}' : ']');
        return true;
    }

    boolean printList(List<?> list, int verb, int depth) {
        GoType type = Objects.requireNonNull(GoType.of(list));
        open(field.flags.sharpV ? type + "{" : "[", depth);
        for (int i = 0; i < list.size(); i++) {
            separate(i);
            printElement(list.get(i), type, verb, depth);
        }
        field.append(field.flags.sharpV ? '}' : ']');
        return true;
    }

    boolean printMap(Map<?, ?> map, int verb, int depth) {
        GoType type = Objects.requireNonNull(GoType.of(map));
        open(field.flags.sharpV ? type + "{" : "map[", depth);
        field.bounds().steps(map.size());
        int i = 0;
        for (String key : SortedKeys.of(map)) {
            separate(i++);
            printer.print(key, verb, depth + 1);
            field.append(':');
            printElement(map.get(key), type, verb, depth);
        }
        field.append(field.flags.sharpV ? '}' : ']');
        return true;
    }

    boolean printMap(StructMap map, int verb, int depth) {
        open(field.flags.sharpV ? map.type() + "{" : "map[", depth);
        int i = 0;
        for (StructMap.Entry entry : map.entries()) {
            separate(i++);
            printer.print(entry.key(), verb, depth + 1);
            field.append(':');
            printElement(entry.value(), map.type(), verb, depth);
        }
        field.append(field.flags.sharpV ? '}' : ']');
        return true;
    }

    boolean printStruct(GoStruct struct, int verb, int depth) {
        GoType type = struct.structType();
        open(field.flags.sharpV ? type + "{" : "{", depth);
        int i = 0;
        for (GoField part : type.fields()) {
            separate(i++);
            if (field.flags.plusV || field.flags.sharpV) {
                field.append(part.name());
                field.append(':');
            }
            Object value = struct.field(part.name());
            if (value == null) {
                printNilElement(part.type(), verb);
            } else {
                printer.print(value, verb, depth + 1);
            }
        }
        field.append('}');
        return true;
    }

    boolean printNil(GoType type, int verb) {
        if (GoType.BYTES.equals(type) && "sqxX".indexOf(verb) >= 0) {
            printer.print("", verb, 1);
        } else if (field.flags.sharpV) {
            field.append(type + "(nil)");
        } else {
            field.append(type.kind() == Kind.MAP ? "map[]" : "[]");
        }
        return true;
    }

    private void printElement(@Nullable Object value, GoType collection, int verb, int depth) {
        if (value == null) {
            printNilElement(Objects.requireNonNull(collection.element()), verb);
        } else {
            printer.print(value, verb, depth + 1);
        }
    }

    private void printNilElement(GoType type, int verb) {
        if (type.kind() != Kind.INTERFACE) {
            printer.complain(null, verb);
        } else {
            field.append(field.flags.sharpV ? type + "(nil)" : "<nil>");
        }
    }

    private void open(String text, int depth) {
        if (depth > DEEPEST) {
            throw new BoundsExceededException(
                    Bound.DEPTH, "a value that is nested more than " + DEEPEST + " levels deep cannot be printed");
        }
        field.append(text);
    }

    private void separate(int index) {
        field.bounds().step();
        if (index > 0) {
            field.append(field.flags.sharpV ? ", " : " ");
        }
    }
}
