package dev.capstan.api.argo.set;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for a repository or branch; all of it.
 *
 * @param repositoryMatch regular expression of the name of the repository
 * @param branchMatch regular expression of the name of the branch
 * @param labelMatch regular expression of one of its labels or topics
 * @param pathsExist paths that must be there
 * @param pathsDoNotExist paths that must not be there
 */
@ExactRecord
public record ScmProviderFilter(
        @Nullable String repositoryMatch,
        @Nullable String branchMatch,
        @Nullable String labelMatch,
        List<String> pathsExist,
        List<String> pathsDoNotExist) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public ScmProviderFilter {
        pathsExist = pathsExist == null ? List.of() : List.copyOf(pathsExist);
        pathsDoNotExist = pathsDoNotExist == null ? List.of() : List.copyOf(pathsDoNotExist);
    }
}
