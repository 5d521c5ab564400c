package dev.capstan.argo.set.input;

import java.util.List;

/**
 * The files of a commit.
 *
 * @param commit the commit
 * @param files paths of all files, from the root of the repository, parts separated by {@code /}
 */
public record GitTree(String commit, List<String> files) {
    /** Keeps its own copy. */
    public GitTree {
        files = List.copyOf(files);
    }
}
