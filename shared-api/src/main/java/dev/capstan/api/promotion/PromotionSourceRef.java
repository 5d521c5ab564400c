package dev.capstan.api.promotion;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * The GitRepository of the same namespace that says where the repository is.
 *
 * @param kind always GitRepository
 * @param name its name
 */
@WireRecord
public record PromotionSourceRef(
        @Nullable @Default("GitRepository") @OneOf("GitRepository")
        String kind,

        @Required @Size(min = 1, max = 253) String name) {}
