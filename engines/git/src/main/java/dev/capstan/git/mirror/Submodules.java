package dev.capstan.git.mirror;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.submodule.DeclaredSubmodule;
import dev.capstan.git.submodule.GitModules;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.git.tree.GraftedTree;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.http.Deadline;
import dev.capstan.http.TlsMaterial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings the commits of submodules into their places, through the mirrors. */
final class Submodules {
    /** How many submodules a commit may have, those of its submodules included. */
    static final int MOST = 100;
    /** How many levels of submodules there may be. */
    static final int DEEPEST = 8;

    private static final int LARGEST_FILE = 1 << 20;

    private final GitMirrors mirrors;
    private final SubmoduleRemotes remotes;
    private final Deadline deadline;
    private final List<CompleteFiles.Part> opened = new ArrayList<>();

    Submodules(GitMirrors mirrors, SubmoduleRemotes remotes, Deadline deadline) {
        this.mirrors = mirrors;
        this.remotes = remotes;
        this.deadline = deadline;
    }

    /** The files of a commit with those of its submodules; whoever gets them closes them. */
    GitResult<CompleteFiles> into(Remote remote, Snapshot snapshot) {
        try {
            var files = complete(new CompleteFiles.Part("", remote.url(), snapshot), remote, 1);
            return GitResult.success(new CompleteFiles(files, List.copyOf(opened)));
        } catch (RuntimeException bug) {
            opened.forEach(CompleteFiles.Part::close);
            throw bug;
        } catch (IOException e) {
            opened.forEach(CompleteFiles.Part::close);
            return GitResult.failed(Snapshot.failure(e, remote.url()));
        }
    }

    private TreeEntry.Directory complete(CompleteFiles.Part part, Remote remote, int level) throws IOException {
        TreeEntry.Directory root = part.snapshot().files();
        var files = root;
        for (var declared : declarations(remote, root)) {
            if (at(root, declared.path()) instanceof TreeEntry.Submodule(var _, var commit)) {
                if (level > DEEPEST) {
                    throw limit(remote, "levels of submodules", DEEPEST);
                }
                files = GraftedTree.of(files, declared.path(), fetched(part, remote, declared, commit, level));
            }
        }
        return files;
    }

    private static List<DeclaredSubmodule> declarations(Remote remote, TreeEntry.Directory root) throws IOException {
        if (!(root.find(".gitmodules").orElse(null) instanceof TreeEntry.File file)) {
            return List.of();
        }
        if (file.size() > LARGEST_FILE) {
            throw limit(remote, "bytes in .gitmodules", LARGEST_FILE);
        }
        try (var in = file.open()) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return switch (GitModules.parse(text, remote.url())) {
                case GitResult.Success<List<DeclaredSubmodule>>(var declared) -> declared;
                case GitResult.Failed<List<DeclaredSubmodule>>(var failure) -> throw new GitFailureException(failure);
            };
        }
    }

    private static @Nullable TreeEntry at(TreeEntry.Directory root, String path) throws IOException {
        TreeEntry here = root;
        for (var name : path.split("/", -1)) {
            if (!(here instanceof TreeEntry.Directory folder)) {
                return null;
            }
            var next = folder.find(name);
            if (next.isEmpty()) {
                return null;
            }
            here = next.get();
        }
        return here;
    }

    private TreeEntry.Directory fetched(
            CompleteFiles.Part in, Remote parent, DeclaredSubmodule declared, String commit, int level)
            throws IOException {
        if (opened.size() >= MOST) {
            throw limit(parent, "submodules", MOST);
        }
        var remote = valueOf(remotes.of(parent, declared));
        var selector = valueOf(ReferenceSelector.commit(commit, Optional.empty()));
        if (deadline.isOver()) {
            throw new GitFailureException(new GitFailure.TimedOut(parent.url(), deadline.allowed()));
        }
        return switch (valueOf(mirrors.sync(remote, selector, Optional.empty(), deadline.remaining()))) {
            case Sync.Ready(var snapshot) -> {
                var part = new CompleteFiles.Part(in.pathOf(declared.path()), remote.url(), snapshot);
                opened.add(part);
                yield complete(part, remote, level + 1);
            }
            case Sync.Unchanged _ -> throw new IllegalStateException("no revision was named as known");
        };
    }

    /** Who asks for a submodule: with the parent's credentials at the parent's server, as nobody elsewhere. */
    static Remote remoteOf(Remote parent, RemoteUrl url, String path) throws GitFailureException {
        if (url.isSameOrigin(
                parent.url().scheme().text(), parent.url().host(), parent.url().effectivePort())) {
            return new Remote(withUserOf(parent.url(), url), parent.credentials(), parent.tls(), parent.proxy());
        }
        if (url.scheme() == RemoteUrl.Scheme.SSH) {
            throw new GitFailureException(new GitFailure.SubmoduleRefused(
                    parent.url(),
                    path,
                    "'" + url
                            + "' is reached by ssh, and there is no key for that server: credentials are used only with the server of '"
                            + parent.url() + "'"));
        }
        var tls = new TlsMaterial(parent.tls().authorities(), Optional.empty());
        return new Remote(url, new Credentials.Anonymous(), tls, parent.proxy());
    }

    private static RemoteUrl withUserOf(RemoteUrl parent, RemoteUrl url) {
        return url.user().isPresent()
                ? url
                : new RemoteUrl(url.scheme(), parent.user(), parent.password(), url.host(), url.port(), url.path());
    }

    private static <T> T valueOf(GitResult<T> result) throws GitFailureException {
        return switch (result) {
            case GitResult.Success<T>(var value) -> value;
            case GitResult.Failed<T>(var failure) -> throw new GitFailureException(failure);
        };
    }

    private static GitFailureException limit(Remote remote, String what, long allowed) {
        return new GitFailureException(new GitFailure.LimitExceeded(remote.url(), what, allowed));
    }
}
