package dev.capstan.gotemplate.builtin;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Int;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.StructMap;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.gotemplate.value.TypedNil;
import dev.capstan.gotemplate.value.Unsigned;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parts of strings, lists and maps, and their length. */
final class Indexing {

    private Indexing() {}

    /** {@code x[1][2][3]}. */
    static @Nullable Object index(Arguments arguments) {
        Object item = arguments.any(0);
        if (item == null) {
            throw new FunctionException("index of untyped nil");
        }
        for (int i = 1; i < arguments.size(); i++) {
            if (item == null || isNilPointer(item)) {
                throw new FunctionException("index of nil pointer");
            }
            item = part(item, arguments.any(i));
        }
        return item;
    }

    private static @Nullable Object part(Object item, @Nullable Object index) {
        return switch (item) {
            case Map<?, ?> map -> entry(map, index);
            case StructMap map -> entry(map, index);
            case TypedNil nil when nil.type().kind() == Kind.MAP -> entry(Map.of(), index, nil.type());
            case List<?> list -> list.get(position(index, list.size(), "slice"));
            case byte[] bytes -> Unsigned.uint8(bytes[position(index, bytes.length, "slice")]);
            case String text -> {
                byte[] bytes = GoString.bytes(text);
                yield Unsigned.uint8(bytes[position(index, bytes.length, "string")]);
            }
            case TypedNil _ -> position(index, 0, "slice");
            default -> throw new FunctionException("can't index item of type " + targetType(item));
        };
    }

    private static @Nullable Object entry(Map<?, ?> map, @Nullable Object key) {
        return entry(map, key, Objects.requireNonNull(GoType.of(map)));
    }

    private static @Nullable Object entry(Map<?, ?> map, @Nullable Object key, GoType type) {
        if (key == null) {
            throw new FunctionException("value is nil; should be of type string");
        }
        if (!(key instanceof String)) {
            throw new FunctionException("value has type " + GoType.of(key) + "; should be string");
        }
        Object value = map.get(key);
        return value == null ? Objects.requireNonNull(type.element()).zero() : value;
    }

    private static @Nullable Object entry(StructMap map, @Nullable Object key) {
        if (key == null) {
            throw new FunctionException("value is nil; should be of type " + map.keyType());
        }
        if (!(key instanceof GoStruct struct) || !map.keyType().equals(struct.type())) {
            throw new FunctionException("value has type " + GoType.of(key) + "; should be " + map.keyType());
        }
        return map.find(struct)
                .map(entry -> Optional.ofNullable(entry.value()))
                .orElseGet(() -> Optional.ofNullable(
                        Objects.requireNonNull(map.type().element()).zero()))
                .orElse(null);
    }

    /** A position at which there is something; Go lets the one behind the end through and then panics. */
    private static int position(@Nullable Object index, int length, String what) {
        int at = bound(index, length);
        if (at == length) {
            throw new FunctionException("reflect: " + what + " index out of range");
        }
        return at;
    }

    /** A position, or the one behind the end. */
    private static int bound(@Nullable Object index, int length) {
        if (index == null) {
            throw new FunctionException("cannot index slice/array with nil");
        }
        Object plain = index instanceof GoObject object && object.underlying() != null ? object.underlying() : index;
        Kind kind = Objects.requireNonNull(GoType.of(plain)).kind();
        if (!kind.isSigned() && !kind.isUnsigned()) {
            throw new FunctionException("cannot index slice/array with type " + GoType.of(index));
        }
        long at = ((Number) plain).longValue();
        if (at < 0 || at > length) {
            throw new FunctionException("index out of range: " + at);
        }
        return (int) at;
    }

    /** {@code x[1:2]}. */
    static Object slice(Arguments arguments) {
        Object item = arguments.any(0);
        if (item == null) {
            throw new FunctionException("slice of untyped nil");
        }
        if (isNilPointer(item)) {
            throw new FunctionException("slice of nil pointer");
        }
        int given = arguments.size() - 1;
        if (given > 3) {
            throw new FunctionException("too many slice indexes: " + given);
        }
        if (item instanceof String && given == 3) {
            throw new FunctionException("cannot 3-index slice a string");
        }
        int length = sliceableLength(item);
        int[] bounds = {0, length, length};
        for (int i = 0; i < given; i++) {
            // Go looks into variables of interface types for index, but not for slice.
            if (arguments.isThroughInterface(i + 1)) {
                throw new FunctionException("cannot index slice/array with type interface {}");
            }
            bounds[i] = bound(arguments.any(i + 1), length);
        }
        for (int i = 0; i < Math.max(1, given - 1); i++) {
            if (bounds[i] > bounds[i + 1]) {
                throw new FunctionException("invalid slice index: " + bounds[i] + " > " + bounds[i + 1]);
            }
        }
        return cut(item, bounds[0], bounds[1]);
    }

    private static int sliceableLength(Object item) {
        return switch (item) {
            case String text -> GoString.length(text);
            case List<?> list -> list.size();
            case byte[] bytes -> bytes.length;
            case TypedNil nil when nil.type().kind() == Kind.SLICE -> 0;
            default -> throw new FunctionException("can't slice item of type " + targetType(item));
        };
    }

    private static Object cut(Object item, int from, int to) {
        return switch (item) {
            case String text -> GoString.of(GoString.bytes(text), from, to);
            case byte[] bytes -> Arrays.copyOfRange(bytes, from, to);
            case TypedList list -> new TypedList(list.type(), list.subList(from, to));
            case List<?> list -> list.subList(from, to);
            default -> item;
        };
    }

    /** How many bytes, elements or entries there are. */
    static Int length(Arguments arguments) {
        Object item = arguments.any(0);
        if (item == null && !arguments.isThroughInterface(0)) {
            throw new FunctionException("reflect: call of reflect.Value.Type on zero Value");
        }
        if (item == null || isNilPointer(item)) {
            throw new FunctionException("len of nil pointer");
        }
        return Int.of(
                switch (item) {
                    case String text -> GoString.length(text);
                    case List<?> list -> list.size();
                    case Map<?, ?> map -> map.size();
                    case StructMap map -> map.size();
                    case byte[] bytes -> bytes.length;
                    case TypedNil nil when nil.type().kind() != Kind.FUNC -> 0;
                    default -> throw new FunctionException("len of type " + targetType(item));
                });
    }

    /** Its type, or that of what it points to. */
    private static String targetType(Object item) {
        return String.valueOf(item instanceof GoStruct struct ? struct.structType() : GoType.of(item));
    }

    private static boolean isNilPointer(Object item) {
        return item instanceof TypedNil nil && nil.type().kind() == Kind.POINTER;
    }
}
