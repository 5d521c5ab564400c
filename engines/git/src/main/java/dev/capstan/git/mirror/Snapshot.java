package dev.capstan.git.mirror;

import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.Revision;
import dev.capstan.git.connection.ResolvedReference;
import dev.capstan.git.connection.Translation;
import dev.capstan.git.tree.GitFileTree;
import dev.capstan.git.tree.GitTree;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * One commit in a mirror, readable until closed: the mirror keeps its objects that long. For one thread at a time.
 */
public final class Snapshot implements AutoCloseable {
    private final Generation generation;
    private final ObjectReader reader;
    private final Revision revision;
    private final CommitInfo commit;
    private final ObjectId commitId;
    private final Optional<ObjectId> tagId;
    private final GitTree files;

    private Snapshot(
            Generation generation,
            ObjectReader reader,
            Revision revision,
            CommitInfo commit,
            ObjectId commitId,
            Optional<ObjectId> tagId,
            GitTree files) {
        this.generation = generation;
        this.reader = reader;
        this.revision = revision;
        this.commit = commit;
        this.commitId = commitId;
        this.tagId = tagId;
        this.files = files;
    }

    static Snapshot open(Generation generation, ResolvedReference target, int maximumDepth) throws IOException {
        generation.enter();
        try {
            var reader = generation.repository().newObjectReader();
            try (var walk = new RevWalk(generation.repository())) {
                var parsed = walk.parseCommit(target.commit());
                var info = new CommitInfo(
                        parsed.name(),
                        parsed.getShortMessage(),
                        display(parsed.getAuthorIdent()),
                        parsed.getCommitterIdent().getWhenAsInstant());
                var tag = Optional.of(target.object()).filter(object -> !object.equals(target.commit()));
                return new Snapshot(
                        generation,
                        reader,
                        target.revision(),
                        info,
                        parsed.copy(),
                        tag,
                        GitTree.root(reader, parsed.getTree().copy(), maximumDepth));
            }
        } catch (IOException | RuntimeException e) {
            generation.leave();
            throw e;
        }
    }

    private static String display(PersonIdent person) {
        return person.getName() + " <" + person.getEmailAddress() + ">";
    }

    /** The revision as Flux writes it. */
    public Revision revision() {
        return revision;
    }

    public CommitInfo commit() {
        return commit;
    }

    /** The root folder. */
    public TreeEntry.Directory files() {
        return files;
    }

    /**
     * The same files as a tree, which reads folders when something in them is asked for. It can be read as long as this is open, by
     * several threads; a submodule is absent.
     *
     * @param url where the commit is from, for messages
     * @param fileBytes the largest file that is read
     */
    public FileTree tree(RemoteUrl url, long fileBytes) {
        return new GitFileTree(reader, ObjectId.fromString(files.hash()), url, fileBytes);
    }

    /** The commit object as stored, the signature in it. */
    public byte[] rawCommit() throws IOException {
        return reader.open(commitId, Constants.OBJ_COMMIT).getBytes();
    }

    /** The tag object that led to the commit, as stored; empty when there was none (a branch, or a lightweight tag). */
    public Optional<byte[]> rawTag() throws IOException {
        return tagId.isEmpty()
                ? Optional.empty()
                : Optional.of(reader.open(tagId.get(), Constants.OBJ_TAG).getBytes());
    }

    @Override
    public void close() {
        reader.close();
        generation.leave();
    }

    /**
     * What an exception means that came while files of a commit were read.
     *
     * @param url where the commit is from
     */
    public static GitFailure failure(IOException cause, RemoteUrl url) {
        return Translation.of(cause, url, "")
                .orElseThrow(() -> new IllegalStateException("every exception of a disk has a meaning", cause));
    }
}
