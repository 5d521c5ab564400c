package dev.capstan.forge;

import java.util.List;
import java.util.Optional;

/**
 * Lists of what a forge has, for one login and within one deadline. Nothing is changed. A list is whole or a failure: what is missing in it is
 * not there. An owner or repository is a path on the forge, as in its URL; of GitLab its number will do as well.
 */
public interface ForgeListing {

    /** Which repositories of an owner are listed. */
    record Scope(boolean withSubgroups, boolean withShared, boolean withArchived, String topic) {
        /** All that are the owner's own. */
        public static final Scope ALL = new Scope(false, true, true, "");
    }

    /**
     * Pull requests of a repository.
     *
     * @param labels those that each must have
     * @param state of GitLab only: {@code opened} and other words of its API, empty for any; other forges list open ones
     */
    ForgeResult<List<OpenPullRequest>> pullRequests(String repository, List<String> labels, String state);

    /**
     * Repositories of an owner.
     *
     * @param scope groups and topics only as far as the forge has them
     */
    ForgeResult<List<OwnedRepository>> repositories(String owner, Scope scope);

    /** All branches of a repository. */
    ForgeResult<List<BranchHead>> branches(String repository);

    /** One branch; empty when the repository does not have it. */
    ForgeResult<Optional<BranchHead>> branch(String repository, String name);

    /** Whether a branch has a file or folder at a path. */
    ForgeResult<Boolean> hasPath(String repository, String branch, String path);
}
