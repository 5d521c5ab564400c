package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;

/**
 * A login with a password.
 *
 * @param username the user
 * @param passwordRef the password
 */
@ExactRecord
public record BasicAuthBitbucketServer(
        @Required String username, @Required SetSecretRef passwordRef) {}
