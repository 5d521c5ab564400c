package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project of GitLab.
 *
 * @param project its identity
 * @param api the address of the API; absent means that of gitlab.com
 * @param tokenRef a token
 * @param labels labels that merge requests must have
 * @param pullRequestState the state that they must have; absent means any
 * @param insecure whether any certificate is taken
 * @param caRef the certificate authority of the forge
 */
@ExactRecord
public record PullRequestGitLab(
        @Required String project,
        @Nullable String api,
        @Nullable SetSecretRef tokenRef,
        List<String> labels,
        @Nullable String pullRequestState,
        @Nullable Boolean insecure,
        @Nullable SetConfigMapRef caRef) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public PullRequestGitLab {
        labels = labels == null ? List.of() : List.copyOf(labels);
    }
}
