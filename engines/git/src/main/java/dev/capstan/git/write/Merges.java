package dev.capstan.git.write;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** What is asked before two commits are merged, and what is shown when they cannot be. */
final class Merges {
    private static final int SHOWN_CONFLICTS = 20;

    private Merges() {}

    static boolean haveCommonCommit(Repository repository, ObjectId one, ObjectId other) throws IOException {
        try (var walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(other));
            return walk.next() != null;
        }
    }

    /** Paths with a conflict, as many as a person reads. */
    static List<String> shown(Collection<String> paths) {
        return paths.stream()
                .map(path -> path.replaceAll("\\p{Cntrl}", "?"))
                .sorted()
                .limit(SHOWN_CONFLICTS)
                .toList();
    }
}
