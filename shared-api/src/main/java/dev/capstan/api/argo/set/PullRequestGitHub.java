package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository of GitHub.
 *
 * @param owner its owner
 * @param repo its name
 * @param api the address of the API; absent means that of github.com
 * @param tokenRef a token
 * @param appSecretName a Secret with the credentials of a GitHub App
 * @param labels labels that pull requests must have
 */
@ExactRecord
public record PullRequestGitHub(
        @Required String owner,
        @Required String repo,
        @Nullable String api,
        @Nullable SetSecretRef tokenRef,
        @Nullable String appSecretName,
        List<String> labels) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public PullRequestGitHub {
        labels = labels == null ? List.of() : List.copyOf(labels);
    }
}
