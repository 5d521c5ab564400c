package dev.capstan.api.meta;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A strategic-merge or JSON 6902 patch.
 *
 * @param patch the patch as YAML or JSON text
 * @param target the objects it is for; absent means the object that a strategic-merge patch names
 */
@WireRecord
public record Patch(@Required String patch, @Nullable Selector target) {}
