package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * A ConfigMap or Secret with values, in the namespace of the HelmRelease.
 *
 * @param kind {@code Secret} or {@code ConfigMap}
 * @param name its name
 * @param valuesKey the key of the values; absent means {@code values.yaml}
 * @param targetPath where the value is put, in the notation of {@code helm --set}; absent means that the key holds YAML that is merged
 * @param optional whether the object, or the key, may be absent
 * @param literal whether the value is put there as it is, without guessing its type; only with a target path
 */
@WireRecord
public record ValuesReference(
        @Required @OneOf({"Secret", "ConfigMap"}) String kind,
        @Required @Size(min = 1, max = 253) String name,

        @Nullable @Size(max = 253) @Pattern(Patterns.VALUES_KEY) String valuesKey,

        @Nullable @Size(max = 250) @Pattern(Patterns.TARGET_PATH) String targetPath,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean optional,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean literal) {}
