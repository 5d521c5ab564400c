package dev.capstan.git.write;

import dev.capstan.git.GitFailure;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.connection.ResolvedReference;
import dev.capstan.git.transport.GitFailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Which of several tags of equal version is meant: the one with the youngest commit. */
final class YoungestCommit {
    private record Dated(ResolvedReference target, RevCommit commit) {}

    private YoungestCommit() {}

    /** @param targets at least one, all of them in the repository */
    static ResolvedReference of(
            List<ResolvedReference> targets, Repository repository, RemoteUrl url, ReferenceSelector checkout)
            throws IOException {
        var dated = new ArrayList<Dated>();
        try (var walk = new RevWalk(repository)) {
            for (var target : targets) {
                dated.add(new Dated(target, walk.parseCommit(target.commit())));
            }
        } catch (IncorrectObjectTypeException e) {
            throw new GitFailureException(new GitFailure.NotACommit(url, checkout.describe()), e);
        }
        return dated.stream()
                .max(Comparator.comparingInt((Dated d) -> d.commit().getCommitTime())
                        .thenComparing(d -> d.target().reference().orElse("")))
                .map(d -> new ResolvedReference(
                        d.target().reference(), d.target().object(), d.commit().copy()))
                .orElseThrow();
    }
}
