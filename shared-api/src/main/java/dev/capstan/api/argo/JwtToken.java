package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A token that was issued.
 *
 * @param iat when it was issued; seconds since 1970
 * @param exp when it expires; seconds since 1970
 * @param id its identity
 */
@ExactRecord
public record JwtToken(
        @Required @Format("int64") Long iat,
        @Nullable @Format("int64") Long exp,
        @Nullable String id) {}
