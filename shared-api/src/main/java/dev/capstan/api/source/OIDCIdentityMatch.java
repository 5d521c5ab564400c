package dev.capstan.api.source;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;

/**
 * Who may have signed without a key of their own.
 *
 * @param issuer a regular expression for the issuer of the identity
 * @param subject a regular expression for the identity
 */
@WireRecord
public record OIDCIdentityMatch(
        @Required String issuer, @Required String subject) {}
