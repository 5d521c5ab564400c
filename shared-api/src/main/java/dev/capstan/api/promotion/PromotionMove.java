package dev.capstan.api.promotion;

import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that came into an environment.
 *
 * @param action {@code promoted} or {@code rolledBack}
 * @param environment where it came to
 * @param from where it came from: another environment, or for a rollback the earlier revision
 * @param revision the revision of the candidate, as it was proven
 * @param digest its digest
 * @param commit the commit, or tag and commit, that brought it
 * @param files of folders: files that were changed, at most 20
 * @param pullRequest the page of the pull request that brought it
 * @param by who let it in, where that is known
 * @param why the gates and reasons, in words
 * @param at when; RFC 3339
 */
@WireRecord
public record PromotionMove(
        @Required String action,
        @Required String environment,
        @Nullable String from,
        @Required String revision,
        @Required String digest,
        @Required String commit,
        List<String> files,
        @Nullable String pullRequest,
        @Nullable String by,
        @Nullable String why,
        @Required @Format("date-time") String at) {

    /** Reads an absent list as empty and copies another. */
    public PromotionMove {
        files = files == null ? List.of() : List.copyOf(files);
    }
}
