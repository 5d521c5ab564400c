package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/**
 * What must hold for one label.
 *
 * @param key the label
 * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}
 * @param values what the label is compared with, for {@code In} and {@code NotIn}
 */
@WireRecord
public record LabelRequirement(
        @Required String key, @Required String operator, List<String> values) {

    /** Reads an absent list as empty and copies others. */
    public LabelRequirement {
        values = values == null ? List.of() : List.copyOf(values);
    }
}
