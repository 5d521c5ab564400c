package dev.capstan.git.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** A folder of a commit over a JGit object reader, which the caller keeps open. Not for use by several threads at a time. */
public final class GitTree implements TreeEntry.Directory {
    private static final Comparator<TreeEntry> BY_NAME =
            (left, right) -> Arrays.compareUnsigned(bytes(left.name()), bytes(right.name()));

    private final ObjectReader reader;
    private final ObjectId tree;
    private final String path;
    private final int depthLeft;

    private GitTree(ObjectReader reader, ObjectId tree, String path, int depthLeft) {
        this.reader = reader;
        this.tree = tree;
        this.path = path;
        this.depthLeft = depthLeft;
    }

    /** The root folder of a commit. */
    public static GitTree root(ObjectReader reader, ObjectId tree, int maximumDepth) {
        return new GitTree(reader, tree, "", maximumDepth);
    }

    /** The order of entries: by name, as unsigned bytes of UTF-8. */
    static Comparator<TreeEntry> byName() {
        return BY_NAME;
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String hash() {
        return tree.name();
    }

    @Override
    public List<TreeEntry> entries() throws IOException {
        if (depthLeft == 0) {
            throw new UnsafePathException(path, "folders are nested too deeply");
        }
        var found = new ArrayList<TreeEntry>();
        var parser = new CanonicalTreeParser();
        for (parser.reset(reader, tree); !parser.eof(); parser.next()) {
            found.add(entry(parser));
        }
        found.sort(BY_NAME);
        for (int i = 1; i < found.size(); i++) {
            if (found.get(i - 1).name().equals(found.get(i).name())) {
                throw new UnsafePathException(shown(found.get(i).path()), "two entries have this name");
            }
        }
        return List.copyOf(found);
    }

    private TreeEntry entry(CanonicalTreeParser parser) throws UnsafePathException {
        var name = parser.getEntryPathString();
        var child = path.isEmpty() ? name : path + "/" + name;
        var problem = SafeNames.problemOf(name);
        if (problem.isPresent()) {
            throw new UnsafePathException(shown(child), problem.get());
        }
        var mode = parser.getEntryFileMode();
        var id = parser.getEntryObjectId();
        if (mode.equals(FileMode.TREE)) {
            return new GitTree(reader, id, child, depthLeft - 1);
        }
        if (mode.equals(FileMode.GITLINK)) {
            return new TreeEntry.Submodule(child, id.name());
        }
        if (mode.equals(FileMode.SYMLINK)) {
            if (SafeNames.isGitModules(name)) {
                throw new UnsafePathException(shown(child), ".gitmodules must not be a symbolic link");
            }
            return new TreeEntry.Link(child);
        }
        return new Blob(child, id, mode.equals(FileMode.EXECUTABLE_FILE));
    }

    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private final class Blob implements TreeEntry.File {
        private final String path;
        private final ObjectId id;
        private final boolean executable;

        Blob(String path, ObjectId id, boolean executable) {
            this.path = path;
            this.id = id;
            this.executable = executable;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public boolean isExecutable() {
            return executable;
        }

        @Override
        public String hash() {
            return id.name();
        }

        @Override
        public long size() throws IOException {
            return reader.getObjectSize(id, Constants.OBJ_BLOB);
        }

        @Override
        public InputStream open() throws IOException {
            return reader.open(id, Constants.OBJ_BLOB).openStream();
        }
    }
}
