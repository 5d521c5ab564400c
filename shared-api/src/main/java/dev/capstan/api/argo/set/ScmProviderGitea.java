package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An owner of Gitea.
 *
 * @param owner a user or an organization
 * @param api the address of the forge
 * @param tokenRef a token
 * @param allBranches whether all branches count, and not the main one alone
 * @param excludeArchivedRepos whether archived repositories do not count
 * @param insecure whether any certificate is taken
 */
@ExactRecord
public record ScmProviderGitea(
        @Required String owner,
        @Required String api,
        @Nullable SetSecretRef tokenRef,
        @Nullable Boolean allBranches,
        @Nullable Boolean excludeArchivedRepos,
        @Nullable Boolean insecure) {}
