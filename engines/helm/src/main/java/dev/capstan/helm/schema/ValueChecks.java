package dev.capstan.helm.schema;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keywords for all kinds of values, after whose failure nothing else is looked at. */
final class ValueChecks {
    private final Visit visit;
    private final Schema schema;

    ValueChecks(Visit visit) {
        this.visit = visit;
        this.schema = visit.schema;
    }

    /** What is wrong; null when nothing is. */
    @Nullable Problem check() {
        JsonType type = JsonType.of(visit.value);
        if (!schema.types.isEmpty() && !schema.types.contains(type)) {
            boolean isInteger = schema.types.contains(JsonType.INTEGER)
                    && visit.value instanceof Number number
                    && JsonType.isWhole(number);
            if (!isInteger) {
                return visit.problem("got " + type + ", want "
                        + String.join(
                                " or ",
                                schema.types.stream().map(JsonType::toString).toList()));
            }
        }
        if (schema.constValue.isPresent()
                && !Equality.equal(visit.value, schema.constValue.get().getFirst())) {
            Object wanted = schema.constValue.get().getFirst();
            return visit.problem(
                    wanted instanceof Collection || wanted instanceof Map
                            ? "'const' failed"
                            : "value must be " + SchemaText.display(wanted));
        }
        if (schema.enumValues != null
                && schema.enumValues.stream().noneMatch(one -> Equality.equal(visit.value, one))) {
            return visit.problem(enumText(schema.enumValues));
        }
        if (!schema.format.isEmpty()) {
            Optional<String> wrong = Formats.problem(schema.format, visit.value);
            if (wrong.isPresent()) {
                return visit.problem(
                        SchemaText.display(visit.value) + " is not valid " + schema.format + ": " + wrong.get());
            }
        }
        return null;
    }

    private static String enumText(List<@Nullable Object> wanted) {
        if (wanted.stream().anyMatch(one -> one instanceof Collection || one instanceof Map)) {
            return "'enum' failed";
        }
        return (wanted.size() == 1 ? "value must be " : "value must be one of ")
                + String.join(", ", wanted.stream().map(SchemaText::display).toList());
    }
}
