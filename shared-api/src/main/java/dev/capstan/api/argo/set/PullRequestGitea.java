package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository of Gitea.
 *
 * @param owner its owner
 * @param repo its name
 * @param api the address of the forge
 * @param tokenRef a token
 * @param labels labels that pull requests must have
 * @param insecure whether any certificate is taken
 */
@ExactRecord
public record PullRequestGitea(
        @Required String owner,
        @Required String repo,
        @Required String api,
        @Nullable SetSecretRef tokenRef,
        List<String> labels,
        @Nullable Boolean insecure) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public PullRequestGitea {
        labels = labels == null ? List.of() : List.copyOf(labels);
    }
}
