package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A repository of Bitbucket Cloud.
 *
 * @param owner its workspace
 * @param repo its name
 * @param api the address of the API
 * @param basicAuth a login with a password
 * @param bearerToken a login with a token
 */
@ExactRecord
public record PullRequestBitbucket(
        @Required String owner,
        @Required String repo,
        @Nullable String api,
        @Nullable BasicAuthBitbucketServer basicAuth,
        @Nullable BearerTokenBitbucket bearerToken) {}
