package dev.capstan.api.promotion;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how pull requests are opened.
 *
 * @param provider the kind of service
 * @param apiURL where its API is served; absent means that it is told from the URL of the repository
 * @param secretRef a Secret with {@code token}, or with {@code username} and {@code password}; absent means those of the GitRepository
 * @param labels labels of the pull requests
 */
@WireRecord
public record PromotionPullRequest(
        @Required @OneOf({"github", "gitlab", "gitea", "bitbucket", "bitbucketserver"})
        String provider,

        @Nullable @Pattern("^https?://.*$") @Size(max = 2048)
        String apiURL,

        @Nullable LocalRef secretRef,
        @Size(max = 20) List<String> labels) {

    /** Reads an absent list as empty and copies another. */
    public PromotionPullRequest {
        labels = labels == null ? List.of() : List.copyOf(labels);
    }
}
