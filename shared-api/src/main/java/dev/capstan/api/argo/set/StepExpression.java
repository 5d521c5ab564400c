package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for one label.
 *
 * @param key the label
 * @param operator {@code In} or {@code NotIn}
 * @param values what the label is compared with
 */
@ExactRecord
public record StepExpression(@Nullable String key, @Nullable String operator, List<String> values) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public StepExpression {
        values = values == null ? List.of() : List.copyOf(values);
    }
}
