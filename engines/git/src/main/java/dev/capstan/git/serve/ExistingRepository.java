package dev.capstan.git.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/** A bare repository, or the repository of a work tree: what is committed is served, the work tree is not looked at. */
final class ExistingRepository implements ServedRepository {
    private final Repository repository;
    private final Access access;

    private ExistingRepository(Repository repository, Access access) {
        this.repository = repository;
        this.access = access;
    }

    static ExistingRepository open(Path path, Access access) throws IOException {
        if (!isRepository(path)) {
            throw new IOException("'" + path + "' is not a Git repository");
        }
        var builder = new FileRepositoryBuilder();
        var dotGit = path.resolve(".git");
        if (Files.exists(dotGit)) {
            builder.setWorkTree(path.toFile()); // resolves a .git file of a linked work tree, too
        } else {
            builder.setGitDir(path.toFile());
        }
        return new ExistingRepository(builder.setMustExist(true).build(), access);
    }

    static boolean isRepository(Path path) {
        return Files.exists(path.resolve(".git"))
                || RepositoryCache.FileKey.isGitRepository(path.toFile(), FS.DETECTED);
    }

    @Override
    public void refresh() {
        // JGit notices changed refs and packs by itself.
    }

    @Override
    public Repository repository() {
        return repository;
    }

    @Override
    public Access access() {
        return access;
    }

    @Override
    public void close() {
        repository.close();
    }
}
