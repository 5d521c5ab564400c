package dev.capstan.git.write;

import dev.capstan.git.Remote;
import dev.capstan.git.connection.Attempt;
import dev.capstan.git.connection.Connection;
import dev.capstan.git.connection.FetchExtent;
import dev.capstan.git.connection.Listing;
import dev.capstan.git.connection.Push;
import dev.capstan.git.signature.CommitSigner;
import dev.capstan.git.tree.GitTree;
import dev.capstan.git.tree.TreeEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * References of one remote as they were a moment ago, with their whole history, and what can be made of it. Commits, trees and tags
 * are named by 40 hexadecimal digits. For one thread.
 */
public final class ReferenceSession implements Closeable {
    /** Where fetched references are kept, so that the next fetch can say what is here. */
    private static final String KEPT = "refs/kept/";

    private final Place place;
    private final Repository repository;
    private final FetchExtent extent;
    private final ObjectReader reader;
    private final Clock clock;
    private final Map<String, Ref> references = new TreeMap<>();
    private List<String> scopes = List.of();

    private ReferenceSession(Place place, Repository repository, FetchExtent extent, Clock clock) {
        this.place = place;
        this.repository = repository;
        this.extent = extent;
        this.reader = repository.newObjectReader();
        this.clock = clock;
    }

    /** Where it works, and with whom. */
    record Place(Path directory, Remote remote, Connection.Surroundings surroundings, Attempt attempt) {}

    /** What a push came to. */
    public sealed interface Pushed {
        /** The reference is as wanted. */
        record Taken() implements Pushed {}

        /** The reference is not as it was seen; nothing was changed. */
        record Moved() implements Pushed {}

        /** The remote does not want it. */
        record Refused(CommitRefusal refusal) implements Pushed {}
    }

    static ReferenceSession open(Place place, FetchExtent extent, Clock clock) throws IOException {
        var repository = new FileRepositoryBuilder()
                .setGitDir(place.directory().toFile())
                .setBare()
                .build();
        if (!Files.exists(place.directory().resolve(Constants.HEAD))) {
            repository.create(true);
        }
        return new ReferenceSession(place, repository, extent, clock);
    }

    void fetch(Collection<String> wanted) throws IOException {
        scopes = List.copyOf(wanted);
        try (var connection = connect(scopes, extent)) {
            var listing = Listing.of(System.nanoTime(), Constants.HEAD, connection.references());
            references.clear();
            listing.references().forEach((name, ref) -> {
                if (scopes.stream()
                        .anyMatch(scope -> scope.endsWith("/") ? name.startsWith(scope) : name.equals(scope))) {
                    references.put(name, ref);
                }
            });
            var missing = new ArrayList<Ref>();
            for (var ref : references.values()) {
                if (!repository.getObjectDatabase().has(ref.getObjectId())) {
                    missing.add(ref);
                }
            }
            if (!missing.isEmpty()) {
                connection.fetch(missing);
            }
        }
        keep();
    }

    /** Looks again at what was fetched: somebody was quicker. */
    public void refresh() throws IOException {
        fetch(scopes);
    }

    private void keep() throws IOException {
        for (var ref : references.values()) {
            var update = repository.updateRef(KEPT
                    + (ref.getName().equals(Constants.HEAD)
                            ? "head"
                            : ref.getName().substring(Constants.R_REFS.length())));
            update.setNewObjectId(ref.getObjectId());
            update.setForceUpdate(true);
            update.disableRefLog();
            update.update();
        }
    }

    private Connection connect(Collection<String> scopes, FetchExtent extent) throws IOException {
        return Connection.open(repository, place.remote(), place.surroundings(), place.attempt(), scopes, extent);
    }

    /** The commit of every reference that was fetched, by full name; of annotated tags the tagged one. */
    public Map<String, String> commits() {
        var commits = new TreeMap<String, String>();
        references.forEach((name, ref) -> commits.put(
                name,
                Optional.ofNullable(ref.getPeeledObjectId())
                        .orElse(ref.getObjectId())
                        .name()));
        return commits;
    }

    /** Whether a commit is here: it belongs, or belonged, to the history of something that was fetched. */
    public boolean has(String commit) throws IOException {
        try (var walk = new RevWalk(repository)) {
            walk.parseCommit(ObjectId.fromString(commit));
            return true;
        } catch (MissingObjectException | IncorrectObjectTypeException absent) {
            return false;
        }
    }

    /** Whether a commit is another one or belongs to its history. */
    public boolean isInHistory(String older, String newer) throws IOException {
        if (!has(older) || !has(newer)) {
            return false;
        }
        try (var walk = new RevWalk(repository)) {
            return walk.isMergedInto(
                    walk.parseCommit(ObjectId.fromString(older)), walk.parseCommit(ObjectId.fromString(newer)));
        }
    }

    /** The root folder of a commit; readable as long as the session. */
    public TreeEntry.Directory files(String commit) throws IOException {
        var limits = place.surroundings().settings().limits();
        return GitTree.root(reader, ObjectId.fromString(treeOf(commit)), limits.depth());
    }

    /** The tree of a commit. */
    public String treeOf(String commit) throws IOException {
        try (var walk = new RevWalk(repository)) {
            return walk.parseCommit(ObjectId.fromString(commit)).getTree().name();
        }
    }

    /** The commits before a commit, in its order. */
    public List<String> parents(String commit) throws IOException {
        try (var walk = new RevWalk(repository)) {
            return Stream.of(walk.parseCommit(ObjectId.fromString(commit)).getParents())
                    .map(ObjectId::name)
                    .toList();
        }
    }

    /** What makes new trees out of those that are here. */
    public TreeComposition compose() {
        return new TreeComposition(repository);
    }

    /** Makes a commit that only this machine has; {@link #push} sends it with all that it needs. */
    public String commit(
            String tree, List<String> parents, Person author, String message, Optional<CommitSigner> signer)
            throws IOException {
        var text = new CommitText(
                ObjectId.fromString(tree),
                parents.stream().map(ObjectId::fromString).toList(),
                author,
                clock.instant(),
                message.endsWith("\n") ? message : message + "\n");
        return insert(Constants.OBJ_COMMIT, text.bytes(signer));
    }

    /**
     * Makes a file that only this machine has.
     *
     * @return what {@link TreeComposition.PlacedFile} names it by
     */
    public String file(byte[] content) throws IOException {
        return insert(Constants.OBJ_BLOB, content);
    }

    /** Makes a folder without files, for the first commit of a repository. */
    public String emptyTree() throws IOException {
        return insert(Constants.OBJ_TREE, new byte[0]);
    }

    /** Makes an annotated tag that only this machine has. */
    public String tag(String name, String commit, Person tagger, String message, Optional<CommitSigner> signer)
            throws IOException {
        return insert(Constants.OBJ_TAG, new TagText(name, commit, tagger, clock.instant(), message).bytes(signer));
    }

    private String insert(int type, byte[] bytes) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var id = inserter.insert(type, bytes);
            inserter.flush();
            return id.name();
        }
    }

    /**
     * Changes or makes a reference.
     *
     * @param reference full name
     * @param seen what it named; empty when it must not be there
     * @param object a commit or a tag
     */
    public Pushed push(String reference, Optional<String> seen, String object) throws IOException {
        var expected = seen.map(ObjectId::fromString);
        var wanted = ObjectId.fromString(object);
        Optional<CommitRefusal> refusal;
        try {
            switch (new Push(reference, expected, wanted)
                    .send(repository, place.remote(), place.surroundings(), place.attempt(), List.of())) {
                case Push.Answer.Taken() -> {
                    return new Pushed.Taken();
                }
                case Push.Answer.Moved() -> {
                    return new Pushed.Moved();
                }
                case Push.Answer.NotTaken(var why) ->
                    refusal = Optional.of(new CommitRefusal.ByServer(
                            place.remote().url(), reference, PushFailures.cleaned(why, place.remote())));
            }
        } catch (IOException e) {
            refusal = PushFailures.of(e, place.remote(), reference);
            if (refusal.isEmpty()) {
                throw e;
            }
        }
        // Whether the server had a reason of its own or was too late for somebody else, it does not say in words to
        // rely on.
        var now = now(reference);
        if (now.equals(Optional.of(wanted))) {
            return new Pushed.Taken();
        }
        return now.equals(expected) ? new Pushed.Refused(refusal.get()) : new Pushed.Moved();
    }

    private Optional<ObjectId> now(String reference) throws IOException {
        try (var connection = connect(List.of(reference), FetchExtent.ONE_COMMIT)) {
            return connection.named(reference);
        }
    }

    @Override
    public void close() {
        reader.close();
        repository.close();
    }
}
