package dev.capstan.api.sealedsecret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * The sealed values, and the Secret that they belong to.
 *
 * @param encryptedData sealed values in base64 by their keys; whatever else stands there is kept, and is an error of its key alone
 * @param template the Secret to make, apart from its values
 * @param data the form of old files: one sealed value that holds a whole Secret; not together with {@code encryptedData}
 */
@WireRecord
public record SealedSecretSpec(
        @Nullable @PreserveUnknownFields JsonNode encryptedData,
        @Nullable @io.fabric8.generator.annotation.Nullable SealedSecretTemplate template,
        @Nullable @io.fabric8.generator.annotation.Nullable String data) {}
