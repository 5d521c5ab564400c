package dev.capstan.git.write;

import dev.capstan.git.GitFailure;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.connection.Attempt;
import dev.capstan.git.connection.Connection;
import dev.capstan.git.connection.FetchExtent;
import dev.capstan.git.connection.KeptCommits;
import dev.capstan.git.connection.Listing;
import dev.capstan.git.connection.ResolvedReference;
import dev.capstan.git.connection.Translation;
import dev.capstan.git.transport.GitFailureException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * What was fetched from one remote for commits to it, and nothing else: what is made here lies in a {@link Scratch} until the remote
 * has it. Its objects lie outside of the repository's own folder, so that JGit keeps no second opinion of them.
 */
final class FetchedRepository implements Closeable {
    private final Path directory;
    private final Repository repository;
    private final Remote remote;
    private final Connection.Surroundings surroundings;
    private final Attempt attempt;
    private final Map<String, Ref> lines = new LinkedHashMap<>();
    private int depth;

    private FetchedRepository(
            Path directory,
            Repository repository,
            Remote remote,
            Connection.Surroundings surroundings,
            Attempt attempt,
            int depth) {
        this.directory = directory;
        this.repository = repository;
        this.remote = remote;
        this.surroundings = surroundings;
        this.attempt = attempt;
        this.depth = depth;
    }

    /** @param depth commits of each line that earlier fetches have brought; 0 when nobody knows */
    static FetchedRepository open(
            Path directory, Remote remote, Connection.Surroundings surroundings, Attempt attempt, int depth)
            throws IOException {
        var git = directory.resolve("git");
        var repository = new FileRepositoryBuilder()
                .setGitDir(git.toFile())
                .setObjectDirectory(objects(directory).toFile())
                .setBare()
                .build();
        if (!Files.exists(git.resolve(Constants.HEAD))) {
            repository.create(true);
        }
        return new FetchedRepository(directory, repository, remote, surroundings, attempt, depth);
    }

    private static Path objects(Path directory) {
        return directory.resolve("objects");
    }

    Path objects() {
        return objects(directory);
    }

    /** Commits of each line that are here. */
    int depth() {
        return depth;
    }

    /** Where a history is cut off here. */
    Set<ObjectId> cuts() throws IOException {
        return repository.getObjectDatabase().getShallowCommits();
    }

    int packs() throws IOException {
        try (var files = Files.list(objects().resolve("pack"))) {
            return (int) files.filter(file -> file.toString().endsWith(".pack")).count();
        }
    }

    /**
     * Asks the remote what it has, and brings what is missing of it.
     *
     * @param branch full name of the branch that is pushed to
     * @param additional full name of one more reference that is looked at
     */
    Seen look(ReferenceSelector checkout, String branch, Optional<String> additional) throws IOException {
        if (checkout instanceof ReferenceSelector.Commit commit && commit.hash().length() != 40) {
            throw failed(new GitFailure.HashUnsupported(remote.url()));
        }
        var scope = Listing.scopeOf(checkout);
        var scopes = new ArrayList<>(List.of(scope, branch));
        additional.ifPresent(scopes::add);
        try (var connection = connect(scopes, Math.max(1, depth))) {
            var listing = Listing.of(System.nanoTime(), scope, connection.references());
            var targets = listing.resolve(checkout, remote.url(), Set.of());
            if (targets.isEmpty()) {
                throw notFound(checkout, listing);
            }
            lines.clear();
            for (var name : scopes.subList(1, scopes.size())) {
                Optional.ofNullable(listing.references().get(name)).ifPresent(ref -> lines.put(name, ref));
            }
            if (checkout instanceof ReferenceSelector.Commit commit) {
                bring(commit, connection, scopes, listing);
            } else {
                targets.forEach(this::addLine);
                fetch(connection, missing(), scopes, listing);
            }
            depth = Math.max(1, depth);
            var chosen = YoungestCommit.of(targets, repository, remote.url(), checkout);
            keep(checkout, chosen);
            return new Seen(
                    chosen.revision(),
                    chosen.commit(),
                    Optional.ofNullable(listing.references().get(branch)).map(Ref::getObjectId),
                    additional.map(listing.references()::get).map(Ref::getObjectId));
        }
    }

    private void addLine(ResolvedReference target) {
        lines.put(
                "checkout " + target.object().name(),
                reference(target.reference().orElse(""), target.object()));
    }

    private void bring(
            ReferenceSelector.Commit commit, Connection connection, Collection<String> scopes, Listing listing)
            throws IOException {
        var id = ObjectId.fromString(commit.hash());
        if (commit.branch().isEmpty()) {
            addLine(new ResolvedReference(Optional.empty(), id, id));
            bringByName(id, connection, scopes, listing);
        } else {
            var head = listing.references().get(Listing.scopeOf(commit));
            if (head == null) {
                throw notFound(commit, listing);
            }
            lines.put(head.getName(), head);
            fetch(connection, missing(), scopes, listing);
            deepen(FetchExtent.WHOLE_DEPTH);
            requireInHistory(commit, id, head.getObjectId());
            addLine(new ResolvedReference(Optional.empty(), id, id));
        }
        if (!repository.getObjectDatabase().has(id)) {
            throw failed(new GitFailure.ReferenceNotFound(remote.url(), commit.describe()));
        }
    }

    private void bringByName(ObjectId id, Connection connection, Collection<String> scopes, Listing listing)
            throws IOException {
        try {
            fetch(connection, missing(), scopes, listing);
        } catch (TransportException e) {
            if (repository.getObjectDatabase().has(id) || !Translation.mayBeMoved(e, remote.url())) {
                throw e;
            }
            // The server gives commits by name of a reference only: look for it in the history of all branches.
            try (var all = connect(List.of(Constants.R_HEADS), FetchExtent.WHOLE_DEPTH)) {
                var heads = Listing.of(System.nanoTime(), Constants.R_HEADS, all.references());
                fetch(all, heads.references().values(), List.of(Constants.R_HEADS), heads);
            }
            depth = FetchExtent.WHOLE_DEPTH;
        }
    }

    private void requireInHistory(ReferenceSelector.Commit commit, ObjectId id, ObjectId head) throws IOException {
        try (var walk = new RevWalk(repository)) {
            if (!repository.getObjectDatabase().has(id)
                    || !walk.isMergedInto(walk.parseCommit(id), walk.parseCommit(head))) {
                throw failed(new GitFailure.ReferenceNotFound(remote.url(), commit.describe()));
            }
        }
    }

    private static Ref reference(String name, ObjectId id) {
        return new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, name.isEmpty() ? id.name() : name, id);
    }

    private List<Ref> missing() throws IOException {
        var missing = new ArrayList<Ref>();
        for (var line : lines.values()) {
            if (!repository.getObjectDatabase().has(line.getObjectId())) {
                missing.add(line);
            }
        }
        return missing;
    }

    /** Brings older commits of all lines that were seen, unless they are here. */
    void deepen(int commits) throws IOException {
        if (depth >= commits) {
            return;
        }
        var scopes = lines.values().stream()
                .map(Ref::getName)
                .filter(name -> name.startsWith(Constants.R_REFS))
                .toList();
        try (var connection = connect(scopes.isEmpty() ? List.of(Constants.HEAD) : scopes, commits)) {
            var listing = Listing.of(System.nanoTime(), Constants.HEAD, connection.references());
            fetch(connection, lines.values(), scopes, listing);
        }
        depth = commits;
    }

    private void fetch(Connection connection, Collection<Ref> wanted, Collection<String> scopes, Listing listing)
            throws IOException {
        if (wanted.isEmpty()) {
            return;
        }
        try {
            connection.fetch(wanted);
        } catch (TransportException e) {
            if (Translation.mayBeMoved(e, remote.url()) && listing.isOutdated(() -> connect(scopes, 1), e)) {
                throw new MovedException("a reference was moved while it was fetched", e);
            }
            throw e;
        }
    }

    /** What a reference names at the remote now. */
    Optional<ObjectId> now(String reference) throws IOException {
        try (var connection = connect(List.of(reference), 1)) {
            return connection.named(reference);
        }
    }

    private Connection connect(Collection<String> scopes, int commits) throws IOException {
        return Connection.open(repository, remote, surroundings, attempt, scopes, FetchExtent.ofDepth(commits));
    }

    /** Remembers what is here, so that the next fetch can say it. */
    private void keep(ReferenceSelector checkout, ResolvedReference chosen) throws IOException {
        KeptCommits.keep(repository, checkout, chosen);
        for (var line : lines.entrySet()) {
            if (line.getKey().startsWith(Constants.R_HEADS)) {
                var id = line.getValue().getObjectId();
                var head = new ResolvedReference(Optional.empty(), id, id);
                KeptCommits.keep(repository, new ReferenceSelector.Name(line.getKey()), head);
            }
        }
    }

    private GitFailureException notFound(ReferenceSelector checkout, Listing listing) throws IOException {
        return listing.notFound(checkout, remote.url(), () -> connect(List.of(Constants.R_REFS), 1));
    }

    private static GitFailureException failed(GitFailure failure) {
        return new GitFailureException(failure);
    }

    @Override
    public void close() {
        repository.close();
    }
}
