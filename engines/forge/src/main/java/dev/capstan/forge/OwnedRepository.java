package dev.capstan.forge;

import java.util.List;

/**
 * A repository in the list of an owner.
 *
 * @param owner a user or an organization; of GitLab all groups, with slashes between them
 * @param id its identity on the forge
 * @param httpUrl address for cloning over HTTP
 * @param sshUrl address for cloning over SSH
 * @param mainBranch empty when it has no commit
 * @param labels topics; of Gitea the labels that its issues may have
 * @param isArchived whether it is kept to be read only
 */
public record OwnedRepository(
        String owner,
        String name,
        String id,
        String httpUrl,
        String sshUrl,
        String mainBranch,
        List<String> labels,
        boolean isArchived) {
    /** Copies the labels. */
    public OwnedRepository {
        labels = List.copyOf(labels);
    }
}
