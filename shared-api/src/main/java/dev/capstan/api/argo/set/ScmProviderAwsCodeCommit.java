package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Repositories of AWS CodeCommit.
 *
 * @param tagFilters tags that repositories must have
 * @param role the role that is taken on
 * @param region the region
 * @param allBranches whether all branches count, and not the main one alone
 */
@ExactRecord
public record ScmProviderAwsCodeCommit(
        List<TagFilter> tagFilters,
        @Nullable String role,
        @Nullable String region,
        @Nullable Boolean allBranches) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ScmProviderAwsCodeCommit {
        tagFilters = tagFilters == null ? List.of() : List.copyOf(tagFilters);
    }
}
