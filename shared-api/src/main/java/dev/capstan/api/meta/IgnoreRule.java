package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields that are left out when looking for drift.
 *
 * @param paths JSON pointers
 * @param target the objects the rule is for; absent means all
 */
@WireRecord
public record IgnoreRule(
        @Required List<String> paths, @Nullable Selector target) {
    /** Reads an absent list as empty and copies another. */
    public IgnoreRule {
        paths = paths == null ? List.of() : List.copyOf(paths);
    }
}
