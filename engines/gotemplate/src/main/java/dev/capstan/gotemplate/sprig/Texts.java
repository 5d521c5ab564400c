package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.format.GoFormat;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.TypedNil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text of values of any type. */
final class Texts {

    private Texts() {}

    /** Bytes as they are, what has a text of its own by that, the rest as {@code %v} prints it. */
    static String of(@Nullable Object value, Bounds bounds) {
        return switch (value) {
            case String text -> text;
            case byte[] bytes -> GoString.of(bytes);
            case TypedNil nil when nil.equals(TypedNil.BYTES) -> "";
            case null, default -> GoFormat.text(value, bounds);
        };
    }

    /** Of a list the texts of all that is not nil, of nil none, of another value its own. */
    static List<String> list(@Nullable Object value, Bounds bounds) {
        List<?> elements = Elements.orNull(value);
        if (elements == null) {
            return value == null ? List.of() : List.of(of(value, bounds));
        }
        List<String> texts = new ArrayList<>(elements.size());
        for (Object element : elements) {
            bounds.step();
            if (element != null) {
                texts.add(of(element, bounds));
            }
        }
        return texts;
    }
}
