package dev.capstan.api.source;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Where temporary credentials for a bucket come from.
 *
 * @param provider how they are asked for: {@code ldap} with the name and password of a directory, or {@code aws}
 * @param endpoint the service; http or https
 * @param secretRef keys {@code username} and {@code password}
 * @param certSecretRef TLS keys for the service
 */
@WireRecord
public record BucketTokenService(
        @Required @OneOf({"aws", "ldap"}) String provider,
        @Required @Pattern("^(http|https)://.*$") String endpoint,
        @Nullable LocalRef secretRef,
        @Nullable LocalRef certSecretRef) {}
