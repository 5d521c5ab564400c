package dev.capstan.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pull request that was opened.
 *
 * @param branch the branch that it proposes
 * @param url where people find it
 * @param number its number at the service
 * @param state what became of it
 * @param images the images that it writes, as {@code name:tag}
 */
@WireRecord
public record PullRequestStatus(
        @Required String branch,
        @Nullable String url,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long number,

        @Nullable @OneOf({"open", "merged", "closed"}) String state,

        List<String> images) {

    /** Waits for people, or for its checks. */
    public static final String OPEN = "open";

    /** Was merged. */
    public static final String MERGED = "merged";

    /** Was closed without being merged. */
    public static final String CLOSED = "closed";

    /** Reads an absent list as empty and copies others. */
    public PullRequestStatus {
        images = images == null ? List.of() : List.copyOf(images);
    }
}
