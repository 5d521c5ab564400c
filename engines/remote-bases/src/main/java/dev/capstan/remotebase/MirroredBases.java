package dev.capstan.remotebase;

import dev.capstan.git.CommitNames;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.Snapshot;
import dev.capstan.git.mirror.Sync;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remote bases by way of mirrors. One object serves one build, so that an address means the same commit from its start to its
 * end; the mirrors are shared by all.
 *
 * <p>Single files by URL are refused: only repositories have revisions that can be told.
 */
public final class MirroredBases implements RemoteBases {
    private final GitMirrors mirrors;
    private final GitLimits limits;
    private final Duration timeout;
    private final Function<RemoteUrl, Credentials> credentials;
    private final long startedNanos = System.nanoTime();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /**
     * Without credentials: public repositories over http(s).
     *
     * @param limits what one repository may hold; its files are kept in memory for the length of the build
     * @param timeout for all repositories of the build together, from now on
     */
    public MirroredBases(GitMirrors mirrors, GitLimits limits, Duration timeout) {
        this(mirrors, limits, timeout, _ -> new Credentials.Anonymous());
    }

    /**
     * With credentials.
     *
     * @param limits what one repository may hold; its files are kept in memory for the length of the build
     * @param timeout for all repositories of the build together, from now on
     * @param credentials who the build is for the repository with the given address
     */
    public MirroredBases(
            GitMirrors mirrors, GitLimits limits, Duration timeout, Function<RemoteUrl, Credentials> credentials) {
        this.mirrors = mirrors;
        this.limits = limits;
        this.timeout = timeout;
        this.credentials = credentials;
    }

    @Override
    public Answer base(String address) {
        return answers.computeIfAbsent(address, this::look);
    }

    @Override
    public Answer file(String address) {
        return new Answer.Refused("single files by URL are not fetched; use a repository, or copy the file");
    }

    private Answer look(String text) {
        var address = RepositoryAddress.parse(text);
        if (address.isEmpty()) {
            return new Answer.Refused("it names no Git repository");
        }
        return switch (RemoteUrl.parse(address.get().url())) {
            case GitResult.Failed<RemoteUrl>(var failure) -> new Answer.Refused(failure.message());
            case GitResult.Success<RemoteUrl>(var url) -> fetch(address.get(), url);
        };
    }

    private Answer fetch(RepositoryAddress address, RemoteUrl url) {
        var remote = Remote.of(url, credentials.apply(url));
        var result = selector(address.ref()).then(selector -> sync(remote, selector));
        if (result instanceof GitResult.Failed<Sync>(GitFailure.ReferenceNotFound _)
                && !address.ref().isEmpty()) {
            result = ReferenceSelector.tag(address.ref()).then(tag -> sync(remote, tag));
        }
        return switch (result) {
            case GitResult.Failed<Sync>(var failure) -> new Answer.Refused(failure.message());
            case GitResult.Success<Sync>(Sync.Ready(var snapshot)) -> read(snapshot, address, url);
            case GitResult.Success<Sync>(Sync.Unchanged(var revision)) ->
                throw new IllegalStateException("no revision was named as known, but " + revision + " is");
        };
    }

    private GitResult<Sync> sync(Remote remote, ReferenceSelector selector) {
        Duration rest = timeout.minusNanos(System.nanoTime() - startedNanos);
        return rest.isPositive()
                ? mirrors.sync(remote, selector, Optional.empty(), rest)
                : GitResult.failed(new GitFailure.TimedOut(remote.url(), timeout));
    }

    private static GitResult<ReferenceSelector> selector(String ref) {
        if (ref.isEmpty()) {
            return ReferenceSelector.name("HEAD");
        }
        if (CommitNames.isValid(ref)) {
            return ReferenceSelector.commit(ref, Optional.empty());
        }
        return ref.startsWith("refs/") ? ReferenceSelector.name(ref) : ReferenceSelector.branch(ref);
    }

    private Answer read(Snapshot snapshot, RepositoryAddress address, RemoteUrl url) {
        try (snapshot) {
            var reading = new Reading();
            var problem = reading.folder(snapshot.files());
            return problem.<Answer>map(Answer.Refused::new)
                    .orElseGet(() ->
                            new Answer.Found(reading.tree.build(), address.path(), url.toString(), address.ref()));
        } catch (IOException e) {
            return new Answer.Refused("the repository cannot be read: " + e.getMessage());
        }
    }

    /** Links and submodules stay behind: nothing of a remote repository points out of it. */
    private final class Reading {
        private final InMemoryTree.Builder tree = InMemoryTree.builder();
        private long files;
        private long bytes;

        Optional<String> folder(TreeEntry.Directory folder) throws IOException {
            for (var entry : folder.entries()) {
                Optional<String> problem = switch (entry) {
                    case TreeEntry.Directory child -> folder(child);
                    case TreeEntry.File file -> file(file);
                    case TreeEntry.Link _, TreeEntry.Submodule _ -> Optional.empty();
                };
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        }

        private Optional<String> file(TreeEntry.File file) throws IOException {
            bytes += file.size();
            if (++files > limits.files() || bytes > limits.treeBytes()) {
                return Optional.of("limit exceeded: a base may come from a repository of at most " + limits.files()
                        + " files and " + limits.treeBytes() + " bytes");
            }
            try (var content = file.open()) {
                tree.file(file.path(), content.readAllBytes());
            }
            return Optional.empty();
        }
    }
}
