package dev.capstan.argo.set.input;

import java.util.List;

/**
 * One branch of a repository of a forge.
 *
 * @param organization the organization, group or owner
 * @param repository the name of the repository
 * @param id its identity on the forge, as a text
 * @param url its address for cloning
 * @param branch the branch
 * @param sha the commit at its end
 * @param labels labels or topics of the repository
 */
public record ForgeBranch(
        String organization, String repository, String id, String url, String branch, String sha, List<String> labels) {
    /** Keeps its own copy. */
    public ForgeBranch {
        labels = List.copyOf(labels);
    }
}
