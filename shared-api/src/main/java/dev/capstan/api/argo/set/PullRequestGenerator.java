package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WithoutDescriptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pull requests of a repository.
 *
 * @param github a repository of GitHub
 * @param gitlab a project of GitLab
 * @param gitea a repository of Gitea
 * @param bitbucket a repository of Bitbucket Cloud
 * @param bitbucketServer a repository of Bitbucket Server
 * @param azuredevops a repository of Azure DevOps
 * @param filters which pull requests count; one must hold
 * @param continueOnRepoNotFoundError whether a repository that is not there counts as one without pull requests
 * @param values further parameters, which may use the others
 * @param requeueAfterSeconds how often the forge is asked; absent means 1800
 * @param template another template, over the one of the set
 */
@ExactRecord
public record PullRequestGenerator(
        @Nullable PullRequestGitHub github,
        @Nullable PullRequestGitLab gitlab,
        @Nullable PullRequestGitea gitea,
        @Nullable PullRequestBitbucket bitbucket,
        @Nullable PullRequestBitbucketServer bitbucketServer,
        @Nullable PullRequestAzureDevOps azuredevops,
        List<PullRequestFilter> filters,
        @Nullable Boolean continueOnRepoNotFoundError,
        Map<String, String> values,
        @Nullable @Format("int64") Long requeueAfterSeconds,
        @Nullable @WithoutDescriptions SetTemplate template) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public PullRequestGenerator {
        filters = filters == null ? List.of() : List.copyOf(filters);
        values = values == null ? Map.of() : Map.copyOf(values);
    }
}
