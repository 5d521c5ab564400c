package dev.capstan.git.write;

import dev.capstan.git.transport.IsolatedJGit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * A bare repository that can be written to without a work tree: a commit is "this branch with these files changed".
 *
 * <p>Commit names are 40 hexadecimal digits. Not made for several writers of one branch at a time: the slower one fails.
 */
public final class BareRepository implements AutoCloseable {
    private final Repository repository;
    private final Path path;
    private final PersonIdent author;
    private final Clock clock;

    private BareRepository(Path path, Repository repository, PersonIdent author, Clock clock) {
        this.path = path;
        this.repository = repository;
        this.author = author;
        this.clock = clock;
    }

    /**
     * Opens the bare repository in the folder, or makes one whose HEAD is the given branch.
     *
     * @throws IOException when the folder cannot be written to
     */
    public static BareRepository openOrCreate(Path path, String headBranch) throws IOException {
        IsolatedJGit.ensure();
        var repository =
                new FileRepositoryBuilder().setGitDir(path.toFile()).setBare().build();
        if (!repository.getObjectDatabase().exists()) {
            repository.create(true);
            repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + headBranch);
        }
        return new BareRepository(
                path, repository, new PersonIdent("Capstan", "capstan@localhost"), Clock.systemDefaultZone());
    }

    /** The folder of the repository, as given. */
    public Path path() {
        return path;
    }

    /**
     * Commits file changes on top of a branch, which is created when it does not exist.
     *
     * @param files text by path, relative with {@code /}; an empty value deletes the file
     * @return the new commit
     * @throws IOException when the branch moved meanwhile or the repository cannot be written
     */
    public String commit(String branch, String message, Map<String, Optional<String>> files) throws IOException {
        var parent = branchHead(branch);
        try (var reader = repository.newObjectReader();
                var inserter = repository.newObjectInserter()) {
            var changes = new LinkedHashMap<String, Optional<ObjectId>>();
            for (var file : files.entrySet()) {
                Optional<ObjectId> blob = Optional.empty();
                if (file.getValue().isPresent()) {
                    var bytes = file.getValue().get().getBytes(StandardCharsets.UTF_8);
                    blob = Optional.of(inserter.insert(Constants.OBJ_BLOB, bytes));
                }
                changes.put(file.getKey(), blob);
            }
            var tree = withChanges(reader, parent, changes).writeTree(inserter);
            inserter.flush();
            return writeCommit(branch, tree, parent, message);
        }
    }

    /** {@link #commit} for files that are only written, none deleted. */
    public String write(String branch, String message, Map<String, String> files) throws IOException {
        var changes = new LinkedHashMap<String, Optional<String>>();
        files.forEach((file, text) -> changes.put(file, Optional.of(text)));
        return commit(branch, message, changes);
    }

    /**
     * Takes the branch back to the files that the parent of its head had, by a new commit, like {@code git revert HEAD}.
     *
     * @return the new commit
     * @throws IOException when the branch has no commit with a parent
     */
    public String revertHead(String branch) throws IOException {
        var head = branchHead(branch);
        if (head == null) {
            throw new IOException("branch " + branch + " has no commit to revert");
        }
        try (var walk = new RevWalk(repository)) {
            var commit = walk.parseCommit(head);
            if (commit.getParentCount() == 0) {
                throw new IOException("the first commit of branch " + branch + " cannot be reverted");
            }
            var before = walk.parseCommit(commit.getParent(0));
            var message = "Revert \"" + commit.getShortMessage() + "\"\n\nThis reverts commit " + commit.name() + ".\n";
            return writeCommit(branch, before.getTree(), head, message);
        }
    }

    /**
     * Points a branch at a commit, whatever it pointed at before (a force push).
     *
     * @throws IOException when the commit is unknown or the ref cannot be written
     */
    public void moveBranch(String branch, String commit) throws IOException {
        update(Constants.R_HEADS + branch, ObjectId.fromString(commit), null, true);
    }

    /**
     * Tags a commit with an annotated tag.
     *
     * @throws IOException when the tag exists or cannot be written
     */
    public void tag(String name, String commit, String message) throws IOException {
        var tag = new TagBuilder();
        tag.setTag(name);
        tag.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
        tag.setTagger(now());
        tag.setMessage(message);
        try (var inserter = repository.newObjectInserter()) {
            var id = inserter.insert(tag);
            inserter.flush();
            update(Constants.R_TAGS + name, id, ObjectId.zeroId(), false);
        }
    }

    /** The commit a branch points at; empty when there is no such branch. */
    public Optional<String> head(String branch) throws IOException {
        return Optional.ofNullable(branchHead(branch)).map(ObjectId::name);
    }

    /** The text of a file at the head of a branch; empty when either does not exist. */
    public Optional<String> read(String branch, String file) throws IOException {
        var head = branchHead(branch);
        if (head == null) {
            return Optional.empty();
        }
        try (var walk = new RevWalk(repository);
                var at = TreeWalk.forPath(
                        repository, file, walk.parseCommit(head).getTree())) {
            if (at == null) {
                return Optional.empty();
            }
            return Optional.of(new String(repository.open(at.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
        }
    }

    private @Nullable ObjectId branchHead(String branch) throws IOException {
        var ref = repository.exactRef(Constants.R_HEADS + branch);
        return ref == null ? null : ref.getObjectId();
    }

    private DirCache withChanges(
            ObjectReader reader, @Nullable ObjectId parent, Map<String, Optional<ObjectId>> changes)
            throws IOException {
        var before = DirCache.newInCore();
        if (parent != null) {
            try (var walk = new RevWalk(reader)) {
                var all = before.builder();
                all.addTree(
                        new byte[0],
                        DirCacheEntry.STAGE_0,
                        reader,
                        walk.parseCommit(parent).getTree());
                all.finish();
            }
        }
        var after = DirCache.newInCore();
        var builder = after.builder();
        for (int i = 0; i < before.getEntryCount(); i++) {
            if (!changes.containsKey(before.getEntry(i).getPathString())) {
                builder.add(before.getEntry(i));
            }
        }
        changes.forEach((file, blob) -> blob.ifPresent(id -> add(builder, file, id)));
        builder.finish();
        return after;
    }

    private static void add(DirCacheBuilder builder, String file, ObjectId blob) {
        var entry = new DirCacheEntry(file); // refuses paths that Git could not check out
        entry.setFileMode(FileMode.REGULAR_FILE);
        entry.setObjectId(blob);
        builder.add(entry);
    }

    private String writeCommit(String branch, ObjectId tree, @Nullable ObjectId parent, String message)
            throws IOException {
        var commit = new CommitBuilder();
        commit.setTreeId(tree);
        if (parent != null) {
            commit.setParentId(parent);
        }
        commit.setAuthor(now());
        commit.setCommitter(now());
        commit.setMessage(message.endsWith("\n") ? message : message + "\n");
        try (var inserter = repository.newObjectInserter()) {
            var id = inserter.insert(commit);
            inserter.flush();
            update(Constants.R_HEADS + branch, id, parent == null ? ObjectId.zeroId() : parent, false);
            return id.name();
        }
    }

    private PersonIdent now() {
        return new PersonIdent(author, clock.instant());
    }

    private void update(String ref, ObjectId to, @Nullable ObjectId expected, boolean force) throws IOException {
        var update = repository.updateRef(ref);
        update.setNewObjectId(to);
        update.setForceUpdate(force);
        if (expected != null) {
            update.setExpectedOldObjectId(expected);
        }
        var result = update.update();
        switch (result) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> {}
            default -> throw new IOException("cannot write " + ref + ": " + describe(result));
        }
    }

    private static String describe(RefUpdate.Result result) {
        return switch (result) {
            case LOCK_FAILURE -> "somebody else changed it";
            case REJECTED -> "it is not a descendant of the current commit";
            default -> result.name();
        };
    }

    @Override
    public void close() {
        repository.close();
    }
}
