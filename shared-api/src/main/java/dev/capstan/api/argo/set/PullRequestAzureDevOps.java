package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository of Azure DevOps.
 *
 * @param organization its organization
 * @param project its project
 * @param repo its name
 * @param api the address of the API
 * @param tokenRef a token
 * @param labels labels that pull requests must have
 */
@ExactRecord
public record PullRequestAzureDevOps(
        @Required String organization,
        @Required String project,
        @Required String repo,
        @Nullable String api,
        @Nullable SetSecretRef tokenRef,
        List<String> labels) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public PullRequestAzureDevOps {
        labels = labels == null ? List.of() : List.copyOf(labels);
    }
}
