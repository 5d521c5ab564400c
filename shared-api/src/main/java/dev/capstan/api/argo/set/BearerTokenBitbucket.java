package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * A login with a token.
 *
 * @param tokenRef the token
 */
@ExactRecord
public record BearerTokenBitbucket(@Required SetSecretRef tokenRef) {}
