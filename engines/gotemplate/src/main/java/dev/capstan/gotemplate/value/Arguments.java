package dev.capstan.gotemplate.value;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, checked against the function's parameters. */
public final class Arguments {

    private final @Nullable Object[] values;
    private final long throughInterface;

    /**
     * Arguments of a call.
     *
     * @param values one object per argument; kept, not copied
     * @param throughInterface bit i: argument i was read out of a variable of an interface type
     */
    public Arguments(@Nullable Object[] values, long throughInterface) {
        this.values = values;
        this.throughInterface = throughInterface;
    }

    /** Arguments of a call from Java. */
    public static Arguments of(@Nullable Object... values) {
        return new Arguments(values, 0);
    }

    /** How many there are. */
    public int size() {
        return values.length;
    }

    /** The argument of a parameter of type interface {} or reflect.Value. */
    public @Nullable Object any(int index) {
        return values[index];
    }

    /**
     * Was the argument read out of a container of interface {}? Tells a nil interface from untyped nil for the few
     * functions of Go that answer differently; both are null.
     */
    public boolean isThroughInterface(int index) {
        return index < Long.SIZE && (throughInterface >>> index & 1) != 0;
    }

    /** The argument of a parameter of type string. */
    public String text(int index) {
        return (String) Objects.requireNonNull(values[index]);
    }

    /** The argument of a parameter of type bool. */
    public boolean bool(int index) {
        return (Boolean) Objects.requireNonNull(values[index]);
    }

    /** The argument of a parameter of an integer type. */
    public long integer(int index) {
        return ((Number) Objects.requireNonNull(values[index])).longValue();
    }

    /** The argument of a parameter of type float64 or float32. */
    public double decimal(int index) {
        return ((Number) Objects.requireNonNull(values[index])).doubleValue();
    }

    /** The argument of a parameter of a map type; nil is an empty map that refuses changes, as Go's does. */
    @SuppressWarnings("unchecked") // map types have string keys
    public Map<String, @Nullable Object> map(int index) {
        return values[index] instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Collections.emptyMap();
    }

    /** The argument of a parameter of a slice type, but for bytes; nil is an empty list. */
    @SuppressWarnings("unchecked") // all elements are objects
    public List<@Nullable Object> list(int index) {
        return values[index] instanceof List<?> list ? (List<@Nullable Object>) list : Collections.emptyList();
    }

    /** The argument of a parameter of type []byte; nil is empty. */
    public byte[] bytes(int index) {
        return values[index] instanceof byte[] bytes ? bytes : new byte[0];
    }

    /** The arguments from this position on: those of a repeated parameter. A view that refuses changes. */
    public List<@Nullable Object> from(int index) {
        List<@Nullable Object> all = Collections.unmodifiableList(Arrays.asList(values));
        return all.subList(index, all.size());
    }
}
