package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.Kind;
import dev.capstan.gotemplate.value.TypedNil;
import dev.capstan.gotemplate.value.Unsigned;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of slices of any type. */
final class Elements {

    private Elements() {}

    /** The elements, or null when the value is not a slice. */
    static @Nullable List<? extends @Nullable Object> orNull(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list;
            case byte[] bytes -> new ByteElements(bytes);
            case TypedNil nil when nil.type().kind() == Kind.SLICE -> List.of();
            case null, default -> null;
        };
    }

    /**
     * The elements.
     *
     * @param refusal what is said before the kind of a value that is not a slice
     */
    static List<? extends @Nullable Object> of(@Nullable Object value, String refusal) {
        if (value == null) {
            throw Panic.nil();
        }
        List<? extends @Nullable Object> elements = orNull(value);
        if (elements == null) {
            throw new FunctionException(refusal + " " + TypeNames.kind(value));
        }
        return elements;
    }

    private static final class ByteElements extends AbstractList<Object> {

        private final byte[] bytes;

        ByteElements(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public Object get(int index) {
            return Unsigned.uint8(bytes[index]);
        }

        @Override
        public int size() {
            return bytes.length;
        }
    }
}
