package dev.capstan.api.meta;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the spec or status of a {@link ToolkitResource}, or another part of it; what does not fit becomes a note on the resource instead of
 * an exception.
 */
public final class Lenient extends JsonDeserializer<Object> implements ContextualDeserializer {
    private final @Nullable JavaType type;

    /** Used by Jackson before it knows the property. */
    Lenient() {
        this(null);
    }

    private Lenient(@Nullable JavaType type) {
        this.type = type;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        return new Lenient(property == null ? context.getContextualType() : property.getType());
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Object owner = ownerOf(parser.getParsingContext());
        JsonNode tree = context.readTree(parser);
        try {
            return context.readTreeAsValue(tree, type);
        } catch (JsonMappingException mismatch) {
            if (!(owner instanceof ToolkitResource<?, ?> resource)) {
                throw mismatch;
            }
            resource.note(describe(mismatch));
            return null;
        }
    }

    private static @Nullable Object ownerOf(JsonStreamContext position) {
        for (JsonStreamContext level = position; level != null; level = level.getParent()) {
            if (level.getCurrentValue() != null) {
                return level.getCurrentValue();
            }
        }
        return null;
    }

    private static String describe(JsonMappingException mismatch) {
        var path = new StringBuilder();
        for (JsonMappingException.Reference step : mismatch.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty()
                ? "The object does not fit the schema of this release"
                : "The field " + path + " does not fit the schema of this release";
    }
}
