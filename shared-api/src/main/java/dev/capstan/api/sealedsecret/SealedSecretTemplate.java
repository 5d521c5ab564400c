package dev.capstan.api.sealedsecret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * The Secret that is made.
 *
 * @param metadata labels, annotations and the like
 * @param type its type; absent means {@code Opaque}
 * @param immutable whether its values may not be changed afterwards
 * @param data templates of values by their keys; they see the unsealed values, and win over them
 */
@WireRecord
public record SealedSecretTemplate(
        @Nullable @PreserveUnknownFields JsonNode metadata,
        @Nullable @io.fabric8.generator.annotation.Nullable String type,
        @Nullable @io.fabric8.generator.annotation.Nullable Boolean immutable,
        @Nullable @PreserveUnknownFields JsonNode data) {}
