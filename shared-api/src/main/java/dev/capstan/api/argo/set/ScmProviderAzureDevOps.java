package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A project of Azure DevOps.
 *
 * @param organization its organization
 * @param teamProject its name
 * @param api the address of the API
 * @param accessTokenRef a token
 * @param allBranches whether all branches count, and not the main one alone
 */
@ExactRecord
public record ScmProviderAzureDevOps(
        @Required String organization,
        @Required String teamProject,
        @Nullable String api,
        @Required SetSecretRef accessTokenRef,
        @Nullable Boolean allBranches) {}
