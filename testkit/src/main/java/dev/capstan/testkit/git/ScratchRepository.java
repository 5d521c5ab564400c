package dev.capstan.testkit.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * A bare repository that a server can offer, with a work tree that commits to it. Every change is pushed at once. Made
 * with the git command, so that what tests see is what users have.
 */
public final class ScratchRepository {

    private static final Queue<Path> WORK_TREES = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ScratchRepository::removeWorkTrees, "remove-work-trees"));
    }

    private final Path bare;
    private final Path work;

    private ScratchRepository(Path bare, Path work) {
        this.bare = bare;
        this.work = work;
    }

    /**
     * Makes the empty repository {@code <root>/<name>.git} with the default branch {@code main}.
     *
     * @param root folder that a server serves
     * @param name name without {@code .git}; may have slashes
     */
    public static ScratchRepository create(Path root, String name) {
        return create(root, name, "sha1");
    }

    /** The same, with objects that are named by SHA-256. */
    public static ScratchRepository createWithSha256(Path root, String name) {
        return create(root, name, "sha256");
    }

    private static ScratchRepository create(Path root, String name, String hash) {
        String format = "--object-format=" + hash;
        Path bare = root.resolve(name + ".git");
        try {
            Files.createDirectories(bare);
            Path work = Files.createTempDirectory("scratch-");
            WORK_TREES.add(work);
            ScratchRepository repository = new ScratchRepository(bare, work);
            GitCommand.run(root, "init", "-q", "--bare", format, "-b", "main", bare.toString());
            repository.git("init", "-q", format, "-b", "main");
            repository.git("remote", "add", "origin", bare.toString());
            return repository;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeWorkTrees() {
        WORK_TREES.forEach(work -> {
            try (Stream<Path> files = Files.walk(work)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException left) {
                System.err.println("Cannot remove " + work + ": " + left.getMessage());
            }
        });
    }

    /** The bare repository's folder. */
    public Path bare() {
        return bare;
    }

    /** The work tree, to prepare what the other methods do not offer; {@link #commit(String)} takes it in. */
    public Path workTree() {
        return work;
    }

    /** Writes a file into the work tree; committed with the next commit. */
    public ScratchRepository write(String path, String content) {
        try {
            Path file = work.resolve(path);
            Files.createDirectories(file.resolve("..").normalize());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a file or folder from the work tree; committed with the next commit. */
    public ScratchRepository delete(String path) {
        git("rm", "-rq", "--ignore-unmatch", path);
        return this;
    }

    /** Commits everything in the work tree, also when nothing changed, pushes and returns the commit's full hash. */
    public String commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        git("push", "-q", "origin", "HEAD");
        return head();
    }

    /** Writes the files, commits, pushes and returns the commit's full hash. */
    public String commit(String message, Map<String, String> files) {
        files.forEach(this::write);
        return commit(message);
    }

    /** Replaces the newest commit by one with what is in the work tree now, force-pushes and returns its full hash. */
    public String amendAndForcePush(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "--amend", "-m", message);
        git("push", "-q", "--force", "origin", "HEAD");
        return head();
    }

    /** Takes in what others have pushed to the current branch, and returns the commit's full hash. */
    public String pull() {
        git("fetch", "-q", "origin");
        git("reset", "-q", "--hard", "origin/" + git("branch", "--show-current").strip());
        return head();
    }

    /** Undoes a commit with a new one, pushes and returns the new commit's full hash. */
    public String revert(String commit) {
        git("revert", "--no-edit", commit);
        git("push", "-q", "origin", "HEAD");
        return head();
    }

    /** Switches to the branch; makes and pushes it from the current commit when it is new. */
    public ScratchRepository branch(String name) {
        if (git("branch", "--list", name).isBlank()) {
            git("switch", "-q", "-c", name);
            git("push", "-q", "origin", name);
        } else {
            git("switch", "-q", name);
        }
        return this;
    }

    /** Tags the current commit and pushes the tag, replacing one of that name. */
    public ScratchRepository tag(String name) {
        git("tag", "-f", name);
        return pushTag(name);
    }

    /** Makes an annotated tag on the current commit and pushes it, replacing one of that name. */
    public ScratchRepository annotatedTag(String name, String message) {
        git("tag", "-f", "-a", "-m", message, name);
        return pushTag(name);
    }

    private ScratchRepository pushTag(String name) {
        git("push", "-q", "--force", "origin", "refs/tags/" + name);
        return this;
    }

    /** Deletes a branch or tag on the server. */
    public ScratchRepository deleteRemote(String reference) {
        git("push", "-q", "origin", "--delete", reference);
        return this;
    }

    /** The full hash of the current commit. */
    public String head() {
        return git("rev-parse", "HEAD").strip();
    }

    /** Runs any git command in the work tree and returns its output. */
    public String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "-c", "user.name=Testkit", "-c", "user.email=testkit@example.com", "-c", "commit.gpgSign=false"));
        command.addAll(Arrays.asList(arguments));
        return GitCommand.run(work, command.toArray(String[]::new));
    }
}
