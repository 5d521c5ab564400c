package dev.capstan.git.tree;

import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * The files of a commit over a JGit object reader, which the caller keeps open. Folders are read when something in them is asked for,
 * and once. A submodule is absent.
 */
public final class GitFileTree implements FileTree {
    private static final int LONGEST_LINK = 4096;

    private final ObjectReader reader; // guarded by itself: trees of one reader share it
    private final ObjectId root;
    private final RemoteUrl url;
    private final long fileBytes;
    private final Map<String, Map<String, Found>> folders = new HashMap<>(); // guarded by reader

    private record Found(FileMode mode, ObjectId id) {
        EntryKind kind() {
            return switch (mode.getObjectType()) {
                case Constants.OBJ_TREE -> EntryKind.DIRECTORY;
                case Constants.OBJ_BLOB -> mode.equals(FileMode.SYMLINK) ? EntryKind.LINK : EntryKind.FILE;
                default -> EntryKind.ABSENT;
            };
        }
    }

    /**
     * The files of a tree object.
     *
     * @param url where it is from, for messages
     * @param fileBytes the largest file that is read
     */
    public GitFileTree(ObjectReader reader, ObjectId root, RemoteUrl url, long fileBytes) {
        this.reader = reader;
        this.root = root;
        this.url = url;
        this.fileBytes = fileBytes;
    }

    @Override
    public EntryKind kind(String path) throws IOException {
        return path.isEmpty()
                ? EntryKind.DIRECTORY
                : found(path).map(Found::kind).orElse(EntryKind.ABSENT);
    }

    @Override
    public byte[] read(String path) throws IOException {
        return bytes(file(path).id(), path, fileBytes);
    }

    @Override
    public long size(String path) throws IOException {
        var id = file(path).id();
        synchronized (reader) {
            return reader.getObjectSize(id, Constants.OBJ_BLOB);
        }
    }

    @Override
    public boolean isExecutable(String path) throws IOException {
        return found(path)
                .filter(entry -> entry.mode().equals(FileMode.EXECUTABLE_FILE))
                .isPresent();
    }

    @Override
    public String fingerprint(String path) throws IOException {
        return "git:" + file(path).id().name();
    }

    @Override
    public List<Entry> list(String path) throws IOException {
        return folder(path).entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), entry.getValue().kind()))
                .filter(entry -> entry.kind() != EntryKind.ABSENT)
                .toList();
    }

    @Override
    public Optional<String> linkTarget(String path) throws IOException {
        var link = found(path).filter(entry -> entry.kind() == EntryKind.LINK);
        return link.isEmpty()
                ? Optional.empty()
                : Optional.of(new String(bytes(link.get().id(), path, LONGEST_LINK), StandardCharsets.UTF_8));
    }

    private Found file(String path) throws IOException {
        return found(path)
                .filter(entry -> entry.kind() == EntryKind.FILE)
                .orElseThrow(() -> new NoSuchFileException(path));
    }

    private byte[] bytes(ObjectId id, String path, long limit) throws IOException {
        synchronized (reader) {
            var stored = reader.open(id, Constants.OBJ_BLOB);
            if (stored.getSize() > limit) {
                throw new GitFailureException(
                        new GitFailure.LimitExceeded(url, "bytes in the file '" + shown(path) + "'", limit));
            }
            return stored.getBytes(Math.toIntExact(stored.getSize()));
        }
    }

    private Optional<Found> found(String path) throws IOException {
        return Optional.ofNullable(folder(TreePath.parent(path)).get(TreePath.name(path)));
    }

    /** Its entries by name; none when there is no such folder. */
    private Map<String, Found> folder(String path) throws IOException {
        synchronized (reader) {
            var known = folders.get(path);
            if (known != null) {
                return known;
            }
            var id = path.isEmpty()
                    ? Optional.of(root)
                    : found(path)
                            .filter(entry -> entry.kind() == EntryKind.DIRECTORY)
                            .map(Found::id);
            if (id.isEmpty()) {
                return Map.of();
            }
            var entries = entries(id.get(), path);
            folders.put(path, entries);
            return entries;
        }
    }

    private Map<String, Found> entries(ObjectId id, String path) throws IOException {
        var entries = new TreeMap<String, Found>();
        var parser = new CanonicalTreeParser();
        for (parser.reset(reader, id); !parser.eof(); parser.next()) {
            var name = parser.getEntryPathString();
            var child = path.isEmpty() ? name : path + "/" + name;
            var problem = SafeNames.problemOf(name);
            if (problem.isPresent()) {
                throw new UnsafePathException(shown(child), problem.get());
            }
            if (entries.put(name, new Found(parser.getEntryFileMode(), parser.getEntryObjectId())) != null) {
                throw new UnsafePathException(shown(child), "two entries have this name");
            }
        }
        return entries;
    }

    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
