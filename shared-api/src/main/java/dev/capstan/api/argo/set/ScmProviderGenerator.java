package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WithoutDescriptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Repositories of an organization.
 *
 * @param github an organization of GitHub
 * @param gitlab a group of GitLab
 * @param gitea an owner of Gitea
 * @param bitbucket an owner of Bitbucket Cloud
 * @param bitbucketServer a project of Bitbucket Server
 * @param azureDevOps a project of Azure DevOps
 * @param awsCodeCommit repositories of AWS CodeCommit
 * @param filters which repositories and branches count; one must hold
 * @param cloneProtocol {@code ssh} or {@code https}: how the address is written
 * @param values further parameters, which may use the others
 * @param requeueAfterSeconds how often the forge is asked; absent means 1800
 * @param template another template, over the one of the set
 */
@ExactRecord
public record ScmProviderGenerator(
        @Nullable ScmProviderGitHub github,
        @Nullable ScmProviderGitLab gitlab,
        @Nullable ScmProviderGitea gitea,
        @Nullable ScmProviderBitbucket bitbucket,
        @Nullable ScmProviderBitbucketServer bitbucketServer,
        @Nullable ScmProviderAzureDevOps azureDevOps,
        @Nullable ScmProviderAwsCodeCommit awsCodeCommit,
        List<ScmProviderFilter> filters,
        @Nullable String cloneProtocol,
        Map<String, String> values,
        @Nullable @Format("int64") Long requeueAfterSeconds,
        @Nullable @WithoutDescriptions SetTemplate template) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ScmProviderGenerator {
        filters = filters == null ? List.of() : List.copyOf(filters);
        values = values == null ? Map.of() : Map.copyOf(values);
    }
}
