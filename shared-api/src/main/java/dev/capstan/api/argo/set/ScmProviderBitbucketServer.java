package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A project of Bitbucket Server.
 *
 * @param project its key
 * @param api the address of the API
 * @param basicAuth a login with a password
 * @param bearerToken a login with a token
 * @param allBranches whether all branches count, and not the main one alone
 * @param insecure whether any certificate is taken
 * @param caRef the certificate authority of the forge
 */
@ExactRecord
public record ScmProviderBitbucketServer(
        @Required String project,
        @Required String api,
        @Nullable BasicAuthBitbucketServer basicAuth,
        @Nullable BearerTokenBitbucket bearerToken,
        @Nullable Boolean allBranches,
        @Nullable Boolean insecure,
        @Nullable SetConfigMapRef caRef) {}
