package dev.capstan.api.kustomize;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * How secrets in the artifact are decrypted.
 *
 * @param provider always {@code sops}
 * @param secretRef the keys
 * @param serviceAccountName account for cloud key services
 */
@WireRecord
public record Decryption(
        @Required @OneOf("sops") String provider,
        @Nullable LocalRef secretRef,
        @Nullable String serviceAccountName) {}
