package dev.capstan.gotemplate.value;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A slice of another type than {@code []interface {}}: {@code []string}, or a named type. Cannot grow. */
public class TypedList extends AbstractList<@Nullable Object> implements GoObject, RandomAccess {

    private final GoType type;
    private final List<? extends @Nullable Object> elements;

    /** A slice over these elements, which must be values of the type's elements. */
    public TypedList(GoType type, List<? extends @Nullable Object> elements) {
        if (type.kind() != Kind.SLICE) {
            throw new IllegalArgumentException(type + " is not a slice type");
        }
        this.type = type;
        this.elements = elements;
    }

    /** A {@code []string}. */
    public static TypedList strings(List<String> elements) {
        return new TypedList(GoType.STRINGS, elements);
    }

    @Override
    public final GoType type() {
        return type;
    }

    @Override
    public final @Nullable Object get(int index) {
        return elements.get(index);
    }

    @Override
    public final int size() {
        return elements.size();
    }
}
