package dev.capstan.api.source;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * Identities whose signatures are accepted.
 *
 * @param issuer regular expression for who vouches for the identity
 * @param subject regular expression for the identity
 */
@WireRecord
public record OidcIdentityMatch(
        @Required String issuer, @Required String subject) {}
