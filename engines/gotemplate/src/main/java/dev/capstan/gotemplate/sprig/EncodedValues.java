package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoObject;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.TypedNil;
import dev.capstan.yaml.Encoding;
import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.Mark;
import dev.capstan.yaml.UnwritableValueException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How values of Go's types look in JSON and YAML. What is written counts against the bounds of the run. */
public final class EncodedValues implements ForeignValues {

    /** How many bytes pass between two reports. */
    private static final int REPORTED = 1 << 16;

    private final Bounds bounds;
    private int reported;

    /** For one value that a run writes. */
    public EncodedValues(Bounds bounds) {
        this.bounds = bounds;
    }

    /** A value whose type says itself how it is written. */
    public interface Encodable {

        /** The plain value that is written for it. */
        @Nullable Object encoded();
    }

    @Override
    public @Nullable Object plain(Object value, Encoding encoding) {
        return switch (value) {
            case Encodable encodable -> encodable.encoded();
            case TypedNil nil -> encoding == Encoding.JSON ? null : emptyOf(nil);
            case GoStruct struct -> fields(struct, encoding);
            case GoObject object when object.underlying() != null -> object.underlying();
            case GoFunction function -> throw unsupported(function.type().name());
            default -> throw unsupported(TypeNames.of(value));
        };
    }

    private static @Nullable Object emptyOf(TypedNil nil) {
        return switch (nil.type().kind()) {
            case MAP -> Map.of();
            case SLICE -> List.of();
            default -> null;
        };
    }

    /** go-yaml spells fields in lower case. */
    private static Map<String, @Nullable Object> fields(GoStruct struct, Encoding encoding) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (GoField field : struct.structType().fields()) {
            if (field.isExported()) {
                String name =
                        encoding == Encoding.JSON ? field.name() : field.name().toLowerCase(Locale.ROOT);
                fields.put(name, struct.field(field.name()));
            }
        }
        return fields;
    }

    private static UnwritableValueException unsupported(String type) {
        return new UnwritableValueException(Mark.NONE, "json: unsupported type: " + type);
    }

    @Override
    public void written(int bytes) {
        bounds.step();
        if (bytes - reported > REPORTED) {
            bounds.value(bytes - reported);
            reported = bytes;
        }
    }
}
