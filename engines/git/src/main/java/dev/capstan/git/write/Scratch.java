package dev.capstan.git.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** What one attempt makes, over what was fetched; gone when closed, whatever became of it. */
final class Scratch implements AutoCloseable {
    private final Path directory;
    private final Repository repository;
    private final FetchedRepository fetched;

    private Scratch(Path directory, Repository repository, FetchedRepository fetched) {
        this.directory = directory;
        this.repository = repository;
        this.fetched = fetched;
    }

    /** @param parent where its folder is made */
    static Scratch over(FetchedRepository fetched, Path parent) throws IOException {
        var directory = parent.resolve(UUID.randomUUID().toString());
        var repository = new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .addAlternateObjectDirectory(fetched.objects().toFile())
                .setBare()
                .build();
        repository.create(true);
        var scratch = new Scratch(directory, repository, fetched);
        scratch.takeCuts();
        return scratch;
    }

    Repository repository() {
        return repository;
    }

    /** Brings older commits of the lines that were seen, unless they are here. */
    void deepen(int commits) throws IOException {
        fetched.deepen(commits);
        takeCuts();
    }

    private void takeCuts() throws IOException {
        repository.getObjectDatabase().setShallowCommits(fetched.cuts());
    }

    /** Whether a commit ends a history because older ones are not here. */
    boolean isCut(ObjectId commit) throws IOException {
        return repository.getObjectDatabase().getShallowCommits().contains(commit);
    }

    /** Whether the newer commit has the older one in its history; false may mean that too little of it is here. */
    boolean isInHistory(ObjectId older, ObjectId newer) throws IOException {
        if (!repository.getObjectDatabase().has(older)) {
            return false;
        }
        try (var walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(newer));
        }
    }

    @Override
    public void close() throws IOException {
        repository.close();
        delete(directory);
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
