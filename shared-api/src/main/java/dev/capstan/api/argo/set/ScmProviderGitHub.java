package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An organization of GitHub.
 *
 * @param organization its name
 * @param api the address of the API; absent means that of github.com
 * @param tokenRef a token
 * @param appSecretName a Secret with the credentials of a GitHub App
 * @param allBranches whether all branches count, and not the main one alone
 * @param excludeArchivedRepos whether archived repositories do not count
 */
@ExactRecord
public record ScmProviderGitHub(
        @Required String organization,
        @Nullable String api,
        @Nullable SetSecretRef tokenRef,
        @Nullable String appSecretName,
        @Nullable Boolean allBranches,
        @Nullable Boolean excludeArchivedRepos) {}
