package dev.capstan.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How changes are proposed.
 *
 * @param provider the service that the repository is at
 * @param apiURL address of its API; absent means the one that follows from the address of the repository
 * @param secretRef credentials for the API; absent means those of the GitRepository
 * @param groupBy what shares a pull request: all images, those of a policy, or those of an ImageRepository
 * @param title a Go template of the title; absent means one that names the images
 * @param labels labels of the pull request
 * @param assignees people who are assigned to it
 * @param merge when and how it is merged by the controller; absent means that people do so
 * @param closeObsolete whether a pull request is closed when nothing is left to propose
 */
@WireRecord
public record PullRequestSpec(
        @Required @OneOf({"github", "gitlab", "gitea", "bitbucket"})
        String provider,

        @Nullable @Pattern("^(http|https)://.*$") String apiURL,

        @Nullable LocalRef secretRef,

        @Nullable @Default("all") @OneOf({"all", "policy", "imageRepository"})
        String groupBy,

        @Nullable @Size(max = 4096) String title,
        @Size(max = 25) List<String> labels,
        @Size(max = 25) List<String> assignees,
        @Nullable PullRequestMerge merge,

        @Nullable @Default("true") @JsonInclude(JsonInclude.Include.NON_NULL)
        Boolean closeObsolete) {

    /** One pull request for all images. */
    public static final String ALL = "all";

    /** One for each policy. */
    public static final String POLICY = "policy";

    /** One for all policies of an ImageRepository. */
    public static final String IMAGE_REPOSITORY = "imageRepository";

    /** Reads absent lists as empty and copies the others. */
    public PullRequestSpec {
        labels = labels == null ? List.of() : List.copyOf(labels);
        assignees = assignees == null ? List.of() : List.copyOf(assignees);
    }

    /** Whether a pull request is closed when nothing is left to propose. */
    public boolean closesObsolete() {
        return closeObsolete == null || closeObsolete;
    }
}
