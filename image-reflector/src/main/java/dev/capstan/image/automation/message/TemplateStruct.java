package dev.capstan.image.automation.message;

import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A struct of Go with the values of its fields, and with methods that take no arguments.
 *
 * @param fields by the names of the fields of the type
 * @param methods what they answer, by name
 * @param printed what {@code String} answers; null for a type without it
 */
record TemplateStruct(
        GoType type,
        Map<String, Object> fields,
        Map<String, Object> methods,
        @Nullable String printed) implements GoStruct {

    /** A struct without methods. */
    static TemplateStruct of(GoType type, Map<String, Object> fields) {
        return new TemplateStruct(type, fields, Map.of(), null);
    }

    @Override
    public @Nullable Object field(String name) {
        return fields.get(name);
    }

    @Override
    public @Nullable GoFunction method(String name) {
        if (name.equals("String") && printed != null) {
            return GoFunction.of((_, _) -> printed).returning(GoType.STRING);
        }
        Object answer = methods.get(name);
        return answer == null ? null : GoFunction.of((_, _) -> answer);
    }

    @Override
    public @Nullable String text() {
        return printed;
    }
}
