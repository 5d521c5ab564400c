package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A repository of Bitbucket Server.
 *
 * @param project its project
 * @param repo its name
 * @param api the address of the API
 * @param basicAuth a login with a password
 * @param bearerToken a login with a token
 * @param insecure whether any certificate is taken
 * @param caRef the certificate authority of the forge
 */
@ExactRecord
public record PullRequestBitbucketServer(
        @Required String project,
        @Required String repo,
        @Required String api,
        @Nullable BasicAuthBitbucketServer basicAuth,
        @Nullable BearerTokenBitbucket bearerToken,
        @Nullable Boolean insecure,
        @Nullable SetConfigMapRef caRef) {}
