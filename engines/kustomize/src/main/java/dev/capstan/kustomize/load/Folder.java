package dev.capstan.kustomize.load;

import dev.capstan.kustomize.BuildOptions.LoadRestriction;
import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a kustomization, from which it reads files and enters other folders. Nothing is read that lies outside the
 * tree, or outside the folder when the load restriction says so, whatever form a path has and whatever links are on it.
 */
public final class Folder {
    private final Session session;
    private final FileTree tree;
    private final String root;
    private final boolean isRemote;
    private final @Nullable Folder referrer;

    private Folder(Session session, FileTree tree, String root, boolean isRemote, @Nullable Folder referrer) {
        this.session = session;
        this.tree = tree;
        this.root = root;
        this.isRemote = isRemote;
        this.referrer = referrer;
    }

    /** The folder that the caller of the build names. */
    public static Folder top(Session session, FileTree tree, String path) {
        Optional<String> root = TreePath.join("", path).flatMap(joined -> resolved(tree, joined));
        if (root.isEmpty()) {
            throw BuildFault.of(Code.PATH_FORBIDDEN, "the path " + path + " leads out of the tree");
        }
        if (kind(tree, root.get()) != EntryKind.DIRECTORY) {
            throw BuildFault.of(Code.FILE_MISSING, "there is no folder " + (path.isEmpty() ? "." : path))
                    .with(problem -> problem.advise("Correct the path of the folder to build."));
        }
        return new Folder(session, tree, root.get(), false, null);
    }

    /** Its path in the tree, links followed. */
    public String root() {
        return root;
    }

    /** How many kustomizations include this one. */
    public int depth() {
        return referrer == null ? 0 : referrer.depth() + 1;
    }

    /** Whether a file lies directly in this folder. */
    public boolean hasFile(String name) {
        return TreePath.join(root, name)
                .flatMap(joined -> resolved(tree, joined))
                .filter(path -> TreePath.isWithin(root, path) || !isRestricted())
                .filter(path -> kind(tree, path) == EntryKind.FILE)
                .isPresent();
    }

    /** What a path leads to: a file, a folder or nothing. Fails when it leads out of the tree. */
    public EntryKind kindOf(Setting path) {
        return kind(tree, locate(path));
    }

    /** Reads a file. */
    public LoadedFile load(Setting path) {
        if (isRemoteFile(path.value())) {
            return loadRemote(path);
        }
        String file = locate(path);
        switch (kind(tree, file)) {
            case FILE -> {}
            case DIRECTORY ->
                throw fault(path, Code.FILE_MISSING, "'" + path.value() + "' must resolve to a file, it is a folder")
                        .with(problem -> problem.advise("Name a file in that folder."));
            case ABSENT, LINK ->
                throw fault(path, Code.FILE_MISSING, "there is no file " + path.value())
                        .with(problem -> problem.advise("Correct the path, or add the file" + orLink()));
        }
        if (isRestricted() && !TreePath.isWithin(root, TreePath.parent(file))) {
            throw fault(
                            path,
                            Code.PATH_FORBIDDEN,
                            "security; file '" + path.value() + "' is not in or below the folder '"
                                    + (root.isEmpty() ? "." : root) + "'")
                    .with(problem -> problem.advise("Move the file into that folder, or make a base of its folder."));
        }
        return read(path.place(), file);
    }

    /** Reads a file that was found by {@link #hasFile}. */
    public LoadedFile loadOwn(String name) {
        Place place = new Place(TreePath.join(root, name).orElse(name), 0, 0, "");
        return load(new Setting(name, place));
    }

    /** Enters the folder of another kustomization. */
    public Folder enter(Setting path) {
        if (path.value().isEmpty()) {
            throw fault(path, Code.FILE_MISSING, "the path of a folder is empty");
        }
        if (RemoteAddress.looksLikeRepository(path.value())) {
            return enterRemote(path);
        }
        for (String segment : path.value().split("/")) {
            if (!segment.equals("..") && segment.contains("..")) {
                throw fault(path, Code.PATH_FORBIDDEN, "path \"" + path.value() + "\" is ambiguous")
                        .with(problem -> problem.advise("Check the indentation: two entries may have become one."));
            }
        }
        String folder = locate(path);
        if (kind(tree, folder) != EntryKind.DIRECTORY) {
            throw fault(path, Code.FILE_MISSING, "there is no folder " + path.value())
                    .with(problem -> problem.advise("Correct the path, or add the folder" + orLink()));
        }
        for (Folder visited = this; visited != null; visited = visited.referrer) {
            if (visited.tree == tree && TreePath.isWithin(folder, visited.root)) {
                throw fault(
                                path,
                                Code.CYCLE,
                                "cycle detected: '" + path.value() + "' is or contains '"
                                        + (visited.root.isEmpty() ? "." : visited.root)
                                        + "', which is being built")
                        .with(problem -> problem.advise("Remove the entry, or move the base out of that folder."));
            }
        }
        return new Folder(session, tree, folder, isRemote, this);
    }

    /** Whether a path is the URL of a single file. */
    public static boolean isRemoteFile(String path) {
        return path.startsWith("http://") || path.startsWith("https://");
    }

    private Folder enterRemote(Setting address) {
        return switch (session.options().remoteBases().base(address.value())) {
            case RemoteBases.Answer.Found found -> {
                String folder = TreePath.join("", found.path())
                        .flatMap(joined -> resolved(found.tree(), joined))
                        .orElseThrow(() -> fault(address, Code.PATH_FORBIDDEN, "the path leads out of the repository"));
                if (kind(found.tree(), folder) != EntryKind.DIRECTORY) {
                    throw fault(address, Code.FILE_MISSING, "there is no such folder in " + found.repository());
                }
                yield new Folder(session, found.tree(), folder, true, this);
            }
            case RemoteBases.Answer.FoundFile _ ->
                throw fault(address, Code.REMOTE_REFUSED, "the address is a file, a folder is expected");
            case RemoteBases.Answer.Refused refused -> throw refused(address, refused);
        };
    }

    private LoadedFile loadRemote(Setting address) {
        return switch (session.options().remoteBases().file(address.value())) {
            case RemoteBases.Answer.FoundFile file -> {
                session.countBytes(address.value(), file.content().length);
                yield new LoadedFile(address.value(), file.content());
            }
            case RemoteBases.Answer.Found _ ->
                throw fault(address, Code.REMOTE_REFUSED, "the address is a repository, a file is expected");
            case RemoteBases.Answer.Refused refused -> throw refused(address, refused);
        };
    }

    private static BuildFault refused(Setting address, RemoteBases.Answer.Refused refused) {
        return fault(address, Code.REMOTE_REFUSED, "the remote '" + address.value() + "' cannot be used")
                .with(problem -> problem.because(refused.reason())
                        .advise("Copy the base into the repository, or allow remote bases."));
    }

    private LoadedFile read(Place place, String file) {
        try {
            byte[] content = tree.read(file);
            session.countBytes(file, content.length);
            if (LfsPointer.is(content)) {
                throw new BuildFault(place.problem(Code.NOT_SUPPORTED, LfsPointer.message(file)))
                        .with(problem -> problem.advise(LfsPointer.ADVICE));
            }
            return new LoadedFile(file, content);
        } catch (IOException e) {
            throw place.locate(unreadable(file));
        }
    }

    /** What is missing may be a link; nobody can tell where links were left out. */
    private String orLink() {
        return tree.isWithoutLinks()
                ? "; a symbolic link in Git never gets into an artifact: commit the content."
                : ".";
    }

    private boolean isRestricted() {
        return isRemote || session.options().loadRestriction() == LoadRestriction.ROOT_ONLY;
    }

    /** The path in the tree with links followed, which need not exist. */
    private String locate(Setting path) {
        Optional<String> joined = TreePath.join(root, path.value());
        if (joined.isEmpty()) {
            throw fault(path, Code.PATH_FORBIDDEN, "security; the path '" + path.value() + "' leads out of the tree")
                    .with(problem -> problem.advise("Use a relative path that stays inside the repository."));
        }
        Optional<String> resolved = resolved(tree, joined.get());
        if (resolved.isEmpty()) {
            throw fault(
                            path,
                            Code.PATH_FORBIDDEN,
                            "security; a link on the path '" + path.value() + "' leads out of the tree")
                    .with(problem -> problem.advise("Replace the link by the file it means."));
        }
        return resolved.get();
    }

    private static Optional<String> resolved(FileTree tree, String path) {
        try {
            return TreePath.resolve(tree, path);
        } catch (IOException e) {
            throw unreadable(path);
        }
    }

    private static EntryKind kind(FileTree tree, String path) {
        try {
            return tree.kind(path);
        } catch (IOException e) {
            throw unreadable(path);
        }
    }

    private static BuildFault unreadable(String path) {
        return BuildFault.of(Code.READ_FAILED, "the path " + path + " could not be read")
                .with(problem -> problem.advise("Check that the file is readable, and try again."));
    }

    private static BuildFault fault(Setting path, Code code, String message) {
        BuildProblem problem = path.place().problem(code, message);
        return new BuildFault(problem);
    }
}
