package dev.capstan.api.image;

import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * When and how a pull request is merged by the controller.
 *
 * @param when {@code checksPass}: all checks of its head are green, and there is at least one
 * @param method how: with a commit of its own, as one commit, or by moving the commits
 */
@WireRecord
public record PullRequestMerge(
        @Required @OneOf("checksPass") String when,

        @Nullable @Default("merge") @OneOf({"merge", "squash", "rebase"})
        String method) {}
