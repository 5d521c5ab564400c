package dev.capstan.git.write;

import dev.capstan.git.GitLimits;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.Revision;
import dev.capstan.git.connection.FetchExtent;
import dev.capstan.git.tree.GitFileTree;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** The heads of one attempt, as its editor sees them. */
final class FetchedHeads implements Heads {
    /** Fetched at once, so that a few questions cost one fetch. */
    private static final int NEAR = 100;

    private final Seen seen;
    private final Ground ground;
    private final Scratch scratch;
    private final ObjectReader reader;
    private final RemoteUrl url;
    private final GitLimits limits;
    private final FileTree files;

    /** @param reader of the scratch, open until the editor is done */
    FetchedHeads(Seen seen, Ground ground, Scratch scratch, ObjectReader reader, RemoteUrl url, GitLimits limits) {
        this.seen = seen;
        this.ground = ground;
        this.scratch = scratch;
        this.reader = reader;
        this.url = url;
        this.limits = limits;
        this.files = tree(ground.tree());
    }

    private FileTree tree(ObjectId id) {
        return new GitFileTree(reader, id, url, limits.fileBytes());
    }

    @Override
    public FileTree files() {
        return files;
    }

    @Override
    public BranchStart start() {
        return ground.start();
    }

    @Override
    public Revision checkout() {
        return seen.revision();
    }

    @Override
    public Optional<String> branchHead() {
        return seen.branch().map(ObjectId::name);
    }

    @Override
    public BranchHistory history(Line line, int most) throws IOException {
        var wanted = Math.clamp(most, 1, BranchHistory.MOST);
        var head = switch (line) {
            case BRANCH -> ground.commit();
            case CHECKOUT -> seen.checkout();
        };
        var here = read(head, wanted);
        // The last one is for a head that was moved back to where an earlier fetch ended.
        for (int commits : List.of(Math.max(NEAR, wanted), FetchExtent.WHOLE_DEPTH)) {
            if (here.end() != BranchHistory.End.CUT_OFF) {
                return here;
            }
            scratch.deepen(commits);
            here = read(head, wanted);
        }
        return here;
    }

    private BranchHistory read(ObjectId head, int most) throws IOException {
        var commits = new ArrayList<BranchHistory.PastCommit>();
        try (var walk = new RevWalk(scratch.repository())) {
            ObjectId next = head;
            while (commits.size() < most) {
                var commit = walk.parseCommit(next);
                commits.add(past(commit));
                if (commit.getParentCount() == 0) {
                    return new BranchHistory(
                            commits,
                            scratch.isCut(commit) ? BranchHistory.End.CUT_OFF : BranchHistory.End.FIRST_COMMIT);
                }
                next = commit.getParent(0);
            }
        }
        return new BranchHistory(commits, BranchHistory.End.ENOUGH);
    }

    private BranchHistory.PastCommit past(RevCommit commit) {
        return new BranchHistory.PastCommit(
                commit.name(),
                person(commit.getAuthorIdent()),
                person(commit.getCommitterIdent()),
                Instant.ofEpochSecond(commit.getCommitTime()),
                commit.getFullMessage(),
                tree(commit.getTree().copy()));
    }

    /** @param ident null where the header of a commit cannot be read */
    private static Person person(@Nullable PersonIdent ident) {
        return ident == null ? new Person("", "") : new Person(ident.getName(), ident.getEmailAddress());
    }
}
