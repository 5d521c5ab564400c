package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An owner of Bitbucket Cloud.
 *
 * @param owner a workspace
 * @param user who logs in
 * @param appPasswordRef the app password
 * @param allBranches whether all branches count, and not the main one alone
 */
@ExactRecord
public record ScmProviderBitbucket(
        @Required String owner,
        @Required String user,
        @Required SetSecretRef appPasswordRef,
        @Nullable Boolean allBranches) {}
