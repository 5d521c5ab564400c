package dev.capstan.git.mirror;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.connection.Attempt;
import dev.capstan.git.connection.Connection;
import dev.capstan.git.connection.FetchExtent;
import dev.capstan.git.connection.KeptCommits;
import dev.capstan.git.connection.Listing;
import dev.capstan.git.connection.ResolvedReference;
import dev.capstan.git.connection.Translation;
import dev.capstan.git.transport.GitFailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The mirror of one remote. One conversation with the remote at a time; a caller that had to wait uses the answer that another one
 * got meanwhile, so a hundred objects that name the same remote and are asked at once cost two questions, not a hundred. A commit
 * that is here already is read without any.
 *
 * <p>A force-push is nothing special here: what a reference names is compared by commit id and fetched by that id. Whether the new
 * commit descends from the old one is never asked.
 */
final class Mirror {
    private static final int MOVES = 5;
    private static final String BRANCHES_AND_TAGS = "branches and tags";

    private Remote remote; // of whoever has the conversation
    private final Connection.Surroundings surroundings;
    private final ReentrantLock conversation = new ReentrantLock(true);
    private final Generations generations;
    private final Map<String, Listing> listings = new HashMap<>();
    private final Set<ObjectId> notCommits = new HashSet<>();
    private FetchExtent historyExtent = FetchExtent.COMMITS_ONLY;
    private final AtomicInteger users = new AtomicInteger();
    private volatile Instant lastUse = Instant.EPOCH;

    Mirror(Path directory, Remote remote, Connection.Surroundings surroundings) {
        this.generations = new Generations(directory);
        this.remote = remote;
        this.surroundings = surroundings;
    }

    /** @param asker this remote, perhaps with a younger token */
    GitResult<Sync> sync(
            Remote asker, ReferenceSelector selector, Optional<Revision> known, Attempt attempt, Instant now)
            throws InterruptedException {
        if (known.isEmpty() && selector instanceof ReferenceSelector.Commit commit) {
            Optional<Snapshot> here = withoutConversation(commit, now);
            if (here.isPresent()) {
                return GitResult.success(new Sync.Ready(here.get()));
            }
        }
        var asked = System.nanoTime();
        return converse(
                asker, attempt, now, () -> followingMoves(selector, () -> syncAlone(selector, known, attempt, asked)));
    }

    /** A commit that is here already: who reads it need not wait for another one's conversation with a silent remote. */
    private Optional<Snapshot> withoutConversation(ReferenceSelector.Commit selector, Instant now) {
        lastUse = now;
        if (selector.branch().isPresent() || selector.hash().length() != 40) {
            return Optional.empty();
        }
        var entered = generations.entered();
        if (entered.isEmpty()) {
            return Optional.empty();
        }
        var present = entered.get();
        try {
            var id = ObjectId.fromString(selector.hash());
            var target = new ResolvedReference(Optional.empty(), id, id);
            return present.has(id)
                    ? Optional.of(Snapshot.open(
                            present, target, surroundings.settings().limits().depth()))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // The conversation meets it again, and says what it is.
        } finally {
            present.leave();
        }
    }

    /** What came to a reference between two of its commits; the mirror has commits only, if the server can send just these. */
    GitResult<BranchProgress> progress(
            Remote asker, ReferenceSelector selector, BranchProgress.Question question, Attempt attempt, Instant now)
            throws InterruptedException {
        return converse(
                asker, attempt, now, () -> followingMoves(selector, () -> progressAlone(selector, question, attempt)));
    }

    /** Which branches and tags there are, by a listing that began after this was asked. */
    GitResult<References> references(Remote asker, Attempt attempt, Instant now) throws InterruptedException {
        var asked = System.nanoTime();
        return converse(asker, attempt, now, () -> {
            var recent = listings.get(BRANCHES_AND_TAGS);
            return references(recent != null && recent.startedNanos() - asked > 0 ? recent : branchesAndTags(attempt));
        });
    }

    private Listing branchesAndTags(Attempt attempt) throws IOException {
        var present = generations.present();
        var started = System.nanoTime();
        try (var connection = Connection.open(
                present.repository(),
                remote,
                surroundings,
                attempt,
                List.of(Constants.R_HEADS, Constants.R_TAGS),
                FetchExtent.ONE_COMMIT)) {
            var listing = Listing.of(started, BRANCHES_AND_TAGS, connection.references());
            if (listing.references().isEmpty()) {
                throw new GitFailureException(new GitFailure.RepositoryEmpty(remote.url()));
            }
            listings.put(BRANCHES_AND_TAGS, listing);
            return listing;
        }
    }

    private static References references(Listing listing) {
        return new References(
                listing.commit(Constants.HEAD), listing.commits(Constants.R_HEADS), listing.commits(Constants.R_TAGS));
    }

    private interface Talk<T> {
        T run() throws IOException;
    }

    /** One conversation at a time; what goes wrong in it is said as a failure. */
    private <T> GitResult<T> converse(Remote asker, Attempt attempt, Instant now, Talk<T> talk)
            throws InterruptedException {
        lastUse = now;
        conversation.lockInterruptibly();
        try {
            remote = asker;
            return GitResult.success(talk.run());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return attempt.failed(e, this::discardGeneration);
        } finally {
            conversation.unlock();
        }
    }

    /** A reference that is moved between the look and the fetch is looked at again; the time of the attempt goes on. */
    private <T> T followingMoves(ReferenceSelector selector, Talk<T> talk) throws IOException {
        for (int moves = 0; moves < MOVES; moves++) {
            try {
                return talk.run();
            } catch (MovedReferenceException e) {
                listings.remove(e.scope());
            }
        }
        throw new GitFailureException(new GitFailure.ReferenceMoved(remote.url(), selector.describe()));
    }

    private Sync syncAlone(ReferenceSelector selector, Optional<Revision> known, Attempt attempt, long asked)
            throws IOException {
        var present = generations.present();
        if (selector instanceof ReferenceSelector.Commit commit) {
            return syncCommit(present, commit, known, attempt);
        }
        var scope = Listing.scopeOf(selector);
        var recent = listings.get(scope);
        if (recent != null && recent.startedNanos() - asked > 0) {
            var targets = recent.resolve(selector, remote.url(), notCommits);
            var chosen = hasAll(present, targets) ? choose(present, targets) : Optional.<ResolvedReference>empty();
            if (chosen.isPresent()) {
                return outcome(present, selector, chosen.get(), known);
            }
        }
        var started = System.nanoTime();
        try (var connection = connect(present, attempt, scope, FetchExtent.ONE_COMMIT)) {
            var listing = Listing.of(started, scope, connection.references());
            listings.put(scope, listing);
            var targets = listing.resolve(selector, remote.url(), notCommits);
            if (targets.isEmpty()) {
                throw notFound(present, selector, listing, attempt);
            }
            if (targets.size() == 1
                    && known.equals(Optional.of(targets.getFirst().revision()))) {
                return new Sync.Unchanged(targets.getFirst().revision());
            }
            var chosen = hasAll(present, targets)
                            || hasFetched(present, connection, listing, references(present, targets), attempt)
                    ? choose(present, targets)
                    : noneOf(targets);
            if (chosen.isPresent()) {
                return outcome(present, selector, chosen.get(), known);
            }
            if (!(selector instanceof ReferenceSelector.Semver)) {
                throw notACommit(selector);
            }
        }
        // The highest tags lead to trees or files, as some do in old repositories; they are passed over from now on.
        return syncAlone(selector, known, attempt, asked);
    }

    private BranchProgress progressAlone(ReferenceSelector selector, BranchProgress.Question question, Attempt attempt)
            throws IOException {
        var present = generations.present();
        var head = ObjectId.fromString(question.head());
        if (!present.has(head)) {
            fetchCommits(present, selector, attempt);
        }
        if (!present.has(head)) {
            throw new GitFailureException(new GitFailure.ReferenceMoved(remote.url(), selector.describe()));
        }
        KeptCommits.keep(present.repository(), selector, new ResolvedReference(Optional.empty(), head, head));
        var progress = CommitWalk.answer(present.repository(), question, remote.url());
        if (present.packs() > surroundings.settings().limits().packs()) {
            discardGeneration();
        }
        return progress;
    }

    private void fetchCommits(Generation present, ReferenceSelector selector, Attempt attempt) throws IOException {
        try {
            fetchHistory(present, selector, attempt, historyExtent);
        } catch (TransportException e) {
            if (!Translation.saysNoFilter(e)) {
                throw e;
            }
            historyExtent = FetchExtent.ALL_HISTORY;
            fetchHistory(present, selector, attempt, historyExtent);
        }
    }

    /** The reference as it is now: when a branch has moved on, the commit that is asked about is in its history. */
    private void fetchHistory(Generation present, ReferenceSelector selector, Attempt attempt, FetchExtent extent)
            throws IOException {
        if (selector instanceof ReferenceSelector.Commit commit) {
            fetchByHash(present, commit, ObjectId.fromString(commit.hash()), attempt, extent, extent);
            return;
        }
        var scope = Listing.scopeOf(selector);
        try (var connection = connect(present, attempt, scope, extent)) {
            var listing = Listing.of(System.nanoTime(), scope, connection.references());
            var tip = listing.references().get(scope);
            if (tip == null) {
                throw notFound(present, selector, listing, attempt);
            }
            fetch(present, connection, listing, List.of(tip), attempt);
        }
    }

    /** Fetches; false when the server says that nothing of it is a commit, so that there is no history to cut off. */
    private boolean hasFetched(
            Generation present, Connection connection, Listing listing, List<Ref> references, Attempt attempt)
            throws IOException {
        try {
            fetch(present, connection, listing, references, attempt);
            return true;
        } catch (TransportException e) {
            if (Translation.saysNoCommits(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Fetches; what fails because the listing is out of date fails as {@link MovedReferenceException}. */
    private void fetch(
            Generation present, Connection connection, Listing listing, Collection<Ref> references, Attempt attempt)
            throws IOException {
        try {
            connection.fetch(references);
        } catch (TransportException e) {
            if (Translation.mayBeMoved(e, remote.url())
                    && !Translation.saysNoCommits(e)
                    && !Translation.saysNoFilter(e)
                    && listing.isOutdated(
                            () -> connect(present, attempt, listing.scope(), FetchExtent.ONE_COMMIT), e)) {
                throw new MovedReferenceException(listing.scope(), e);
            }
            throw e;
        }
    }

    private Optional<ResolvedReference> noneOf(List<ResolvedReference> targets) {
        targets.forEach(target -> notCommits.add(target.object()));
        return Optional.empty();
    }

    private GitFailureException notACommit(ReferenceSelector selector) {
        return new GitFailureException(new GitFailure.NotACommit(remote.url(), selector.describe()));
    }

    private Sync outcome(
            Generation present, ReferenceSelector selector, ResolvedReference chosen, Optional<Revision> known)
            throws IOException {
        if (known.equals(Optional.of(chosen.revision()))) {
            return new Sync.Unchanged(chosen.revision());
        }
        KeptCommits.keep(present.repository(), selector, chosen);
        var snapshot =
                Snapshot.open(present, chosen, surroundings.settings().limits().depth());
        if (present.packs() > surroundings.settings().limits().packs()) {
            discardGeneration();
        }
        return new Sync.Ready(snapshot);
    }

    /** A commit never changes, so once it is here the remote need not be asked. */
    private Sync syncCommit(
            Generation present, ReferenceSelector.Commit selector, Optional<Revision> known, Attempt attempt)
            throws IOException {
        if (selector.hash().length() != 40) {
            throw new GitFailureException(new GitFailure.HashUnsupported(remote.url()));
        }
        var id = ObjectId.fromString(selector.hash());
        var target = new ResolvedReference(selector.branch(), id, id);
        if (known.equals(Optional.of(target.revision()))) {
            return new Sync.Unchanged(target.revision());
        }
        if (selector.branch().isPresent()) {
            if (!KeptCommits.isKept(present.repository(), selector, id)) {
                fetchFromBranch(present, selector, id, attempt);
            }
        } else if (!present.has(id)) {
            fetchByHash(present, selector, id, attempt, FetchExtent.ONE_COMMIT, FetchExtent.ALL_HISTORY);
        }
        if (choose(present, List.of(target)).isEmpty()) {
            throw notACommit(selector);
        }
        return outcome(present, selector, target, known);
    }

    private void fetchFromBranch(Generation present, ReferenceSelector.Commit selector, ObjectId id, Attempt attempt)
            throws IOException {
        var scope = Listing.scopeOf(selector);
        try (var connection = connect(present, attempt, scope, FetchExtent.ALL_HISTORY)) {
            var listing = Listing.of(System.nanoTime(), scope, connection.references());
            var head = listing.references().get(scope);
            if (head == null) {
                throw notFound(present, selector, listing, attempt);
            }
            if (!present.has(head.getObjectId())) {
                fetch(present, connection, listing, List.of(head), attempt);
            }
            if (!present.has(id) || !isInHistory(present.repository(), id, head.getObjectId())) {
                throw new GitFailureException(new GitFailure.ReferenceNotFound(remote.url(), selector.describe()));
            }
        }
    }

    private static boolean isInHistory(Repository repository, ObjectId commit, ObjectId head) throws IOException {
        try (var walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(head));
        }
    }

    /** @param searched what is fetched of all branches where the server gives no commit by its id */
    private void fetchByHash(
            Generation present,
            ReferenceSelector.Commit selector,
            ObjectId id,
            Attempt attempt,
            FetchExtent extent,
            FetchExtent searched)
            throws IOException {
        try (var connection = connect(present, attempt, "HEAD", extent)) {
            if (connection.references().isEmpty()) {
                throw new GitFailureException(new GitFailure.RepositoryEmpty(remote.url()));
            }
            connection.fetch(List.of(new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, id.name(), id)));
            return;
        } catch (TransportException e) {
            if (Translation.saysNoCommits(e)) {
                throw notACommit(selector);
            }
            if (Translation.saysNoFilter(e) || !Translation.mayBeMoved(e, remote.url())) {
                throw e;
            }
            // The server gives commits by name of a reference only: look for it in the history of all branches.
        }
        try (var connection = connect(present, attempt, "refs/heads/", searched)) {
            var heads = Listing.of(System.nanoTime(), "refs/heads/", connection.references());
            fetch(present, connection, heads, heads.references().values(), attempt);
        }
        if (!present.has(id)) {
            throw new GitFailureException(new GitFailure.ReferenceNotFound(remote.url(), selector.describe()));
        }
    }

    private GitFailureException notFound(
            Generation present, ReferenceSelector selector, Listing listing, Attempt attempt) throws IOException {
        return listing.notFound(
                selector, remote.url(), () -> connect(present, attempt, Constants.R_REFS, FetchExtent.ONE_COMMIT));
    }

    private Connection connect(Generation present, Attempt attempt, String scope, FetchExtent extent)
            throws IOException {
        return Connection.open(present.repository(), remote, surroundings, attempt, List.of(scope), extent);
    }

    private static boolean hasAll(Generation present, List<ResolvedReference> targets) throws IOException {
        for (var target : targets) {
            if (!present.has(target.object()) || !present.has(target.commit())) {
                return false;
            }
        }
        return true;
    }

    private static List<Ref> references(Generation present, List<ResolvedReference> targets) throws IOException {
        var wanted = new ArrayList<Ref>();
        for (var target : targets) {
            if (!present.has(target.object()) || !present.has(target.commit())) {
                wanted.add(new ObjectIdRef.Unpeeled(
                        Ref.Storage.NETWORK, target.reference().orElse(""), target.object()));
            }
        }
        return wanted;
    }

    /** Among tags of equal version the one with the youngest commit; empty when none leads to a commit. */
    private Optional<ResolvedReference> choose(Generation present, List<ResolvedReference> targets) throws IOException {
        record Dated(ResolvedReference target, RevCommit commit) {}
        var dated = new ArrayList<Dated>();
        try (var walk = new RevWalk(present.repository())) {
            for (var target : targets) {
                try {
                    dated.add(new Dated(target, walk.parseCommit(target.commit())));
                } catch (IncorrectObjectTypeException e) {
                    notCommits.add(target.object());
                }
            }
        }
        // Old servers do not say which commit a tag leads to.
        return dated.stream()
                .max(Comparator.comparingInt((Dated d) -> d.commit().getCommitTime())
                        .thenComparing(d -> d.target().reference().orElse("")))
                .map(d -> new ResolvedReference(
                        d.target().reference(), d.target().object(), d.commit().copy()));
    }

    /** Where {@code HEAD} pointed when it was last listed. */
    Optional<String> defaultBranch() {
        conversation.lock();
        try {
            return Optional.ofNullable(listings.get(Constants.HEAD))
                    .map(listing -> listing.references().get(Constants.HEAD))
                    .filter(Ref::isSymbolic)
                    .map(head -> Repository.shortenRefName(head.getTarget().getName()));
        } finally {
            conversation.unlock();
        }
    }

    /** The next conversation starts with an empty repository. */
    private void discardGeneration() {
        generations.discard();
        listings.clear();
    }

    /** Keeps the mirror from being deleted until it is given back as often as it was taken. */
    Mirror take() {
        users.incrementAndGet();
        return this;
    }

    void giveBack() {
        users.decrementAndGet();
    }

    /** Removes the mirror from this machine, unless somebody has taken it or has used it since. */
    boolean deleteIfUnused(Instant since) throws IOException {
        if (users.get() > 0 || !lastUse.isBefore(since)) {
            return false;
        }
        discardGeneration();
        generations.deleteFolderIfEmpty();
        return true;
    }

    void close() {
        generations.close();
    }
}
