package dev.capstan.git.serve;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A plain folder served as a repository: whenever a client asks for refs and the folder has changed, a new commit is made on the
 * branch {@value #BRANCH}. The commits live in a temporary bare repository; the folder itself is never written to.
 *
 * <p>Files are hashed again only when size or time of modification changed. Symbolic links and {@code .git} are left out.
 */
final class FolderSnapshot implements ServedRepository {
    static final String BRANCH = "main";

    private final Path folder;
    private final Path gitDirectory;
    private final Repository repository;
    private Map<String, Known> known = Map.of();

    private record Known(long size, FileTime modified, boolean executable, ObjectId blob) {
        boolean isStillTrueFor(BasicFileAttributes attributes, boolean executableNow) {
            return size == attributes.size()
                    && modified.equals(attributes.lastModifiedTime())
                    && executable == executableNow;
        }
    }

    private FolderSnapshot(Path folder, Path gitDirectory, Repository repository) {
        this.folder = folder;
        this.gitDirectory = gitDirectory;
        this.repository = repository;
    }

    static FolderSnapshot of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("'" + folder + "' is not a folder");
        }
        var gitDirectory = Files.createTempDirectory("capstan-folder-");
        var repository = new FileRepositoryBuilder()
                .setGitDir(gitDirectory.toFile())
                .setBare()
                .build();
        repository.create(true);
        var head = repository.updateRef(Constants.HEAD);
        head.link(Constants.R_HEADS + BRANCH);
        return new FolderSnapshot(folder, gitDirectory, repository);
    }

    @Override
    public synchronized void refresh() throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var scan = new Scan(inserter);
            Files.walkFileTree(folder, scan);
            var tree = writeTree(scan.found, inserter);
            inserter.flush();
            known = Map.copyOf(scan.found);
            var head = repository.resolve(Constants.HEAD);
            if (head == null || !tree.equals(treeOf(head))) {
                commit(tree, head, inserter);
            }
        }
    }

    private ObjectId treeOf(ObjectId commit) throws IOException {
        try (var walk = new RevWalk(repository)) {
            return walk.parseCommit(commit).getTree().copy();
        }
    }

    private static ObjectId writeTree(Map<String, Known> files, ObjectInserter inserter) throws IOException {
        var cache = DirCache.newInCore();
        var builder = cache.builder();
        for (var file : files.entrySet()) {
            var entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(file.getValue().executable() ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
            entry.setObjectId(file.getValue().blob());
            builder.add(entry);
        }
        builder.finish();
        return cache.writeTree(inserter);
    }

    private void commit(ObjectId tree, @org.jspecify.annotations.Nullable ObjectId parent, ObjectInserter inserter)
            throws IOException {
        var author = new PersonIdent("Capstan", "capstan@localhost");
        var commit = new CommitBuilder();
        commit.setTreeId(tree);
        if (parent != null) {
            commit.setParentId(parent);
        }
        commit.setAuthor(author);
        commit.setCommitter(author);
        commit.setMessage("Snapshot of folder " + folder.getFileName() + "\n");
        var id = inserter.insert(commit);
        inserter.flush();
        var update = repository.updateRef(Constants.R_HEADS + BRANCH);
        update.setNewObjectId(id);
        var result = update.update();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
            throw new IOException("cannot move branch " + BRANCH + " of the snapshot of '" + folder + "': " + result);
        }
    }

    @Override
    public Repository repository() {
        return repository;
    }

    @Override
    public Access access() {
        return Access.READ_ONLY;
    }

    @Override
    public void close() {
        repository.close();
        try (var files = Files.walk(gitDirectory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot remove the snapshot repository '" + gitDirectory + "'", e);
        }
    }

    private final class Scan extends SimpleFileVisitor<Path> {
        private final Map<String, Known> found = new HashMap<>();
        private final ObjectInserter inserter;

        Scan(ObjectInserter inserter) {
            this.inserter = inserter;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            var isGit = directory.endsWith(Constants.DOT_GIT);
            return isGit ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile()) {
                var path = folder.relativize(file).toString().replace('\\', '/');
                found.put(path, hash(path, file, attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        private Known hash(String path, Path file, BasicFileAttributes attributes) throws IOException {
            var executable = Files.isExecutable(file);
            var before = known.get(path);
            if (before != null && before.isStillTrueFor(attributes, executable)) {
                return before;
            }
            var blob = inserter.insert(Constants.OBJ_BLOB, Files.readAllBytes(file));
            return new Known(attributes.size(), attributes.lastModifiedTime(), executable, blob);
        }
    }
}
