package dev.capstan.application.set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.GitTree;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trees out of the files of sources, so that a set and its Applications look at the same mirrors. */
public final class SourceTrees implements SetTrees {
    private static final int MOST_FILES = 200_000;
    private static final long LARGEST_FILE = 4L << 20;
    private static final long MOST_BYTES = 64L << 20;

    private final SourceFiles files;
    private final CommitTrust trust;

    /** Reads files, of commits that are trusted. */
    public SourceTrees(SourceFiles files, CommitTrust trust) {
        this.files = files;
        this.trust = trust;
    }

    /** Whether commits are signed as projects demand. */
    @FunctionalInterface
    public interface CommitTrust {
        /**
         * Why the commit that answers a question may not be used; empty when it may.
         *
         * @param request whose project may be a template
         */
        Optional<String> refusal(SetRequest.Tree request, String commit);
    }

    @Override
    public Answer<GitTree> tree(SetRequest.Tree request) {
        return read(request.repoURL(), request.revision(), request.project(), Optional.empty(), (commit, tree) -> {
            Optional<String> refusal = trust.refusal(request, commit);
            return refusal.isPresent()
                    ? new Answer.Failed<>(refusal.get())
                    : new Answer.Found<>(new GitTree(commit, paths(tree)));
        });
    }

    @Override
    public Answer<Map<String, String>> contents(SetRequest.Contents request) {
        String commit = request.commit();
        return read(
                request.repoURL(),
                commit,
                request.project(),
                Optional.of(commit),
                (_, tree) -> texts(tree, request.paths()));
    }

    private interface Reading<A> {
        Answer<A> of(String commit, FileTree tree) throws IOException;
    }

    private <A> Answer<A> read(
            String repoURL, String revision, String project, Optional<String> commit, Reading<A> reading) {
        String shown = "'" + RepositoryUrl.shown(repoURL) + "'";
        return switch (files.fetch(new SourceRequest(source(repoURL, revision), project, commit))) {
            case SourceFiles.Fetch.Failed(String why) -> new Answer.Failed<>(why);
            case SourceFiles.Fetch.Fetched(FetchedSource fetched) -> {
                try (fetched) {
                    yield switch (fetched) {
                        case FetchedSource.Files(String found, FileTree tree, var _) -> reading.of(found, tree);
                        case FetchedSource.Chart _ ->
                            new Answer.Failed<>(shown + " is no Git repository, which the git generator needs");
                    };
                } catch (IOException unreadable) {
                    yield new Answer.Failed<>("the files of " + shown + " cannot be read: " + unreadable.getMessage());
                }
            }
        };
    }

    /** A Git source at the root of a repository. */
    static ApplicationSource source(String repoURL, String revision) {
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        source.put("repoURL", repoURL).put("targetRevision", revision).put("path", ".");
        return ApplicationSource.of(source);
    }

    /** Every file and link, folder by folder. */
    private static List<String> paths(FileTree tree) throws IOException {
        List<String> paths = new ArrayList<>();
        Deque<String> folders = new ArrayDeque<>(List.of(""));
        while (!folders.isEmpty()) {
            String folder = folders.removeFirst();
            for (Entry entry : tree.list(folder)) {
                String path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
                switch (entry.kind()) {
                    case DIRECTORY -> folders.addLast(path);
                    case FILE, LINK -> paths.add(path);
                    case ABSENT -> {}
                }
            }
            if (paths.size() > MOST_FILES) {
                throw new IOException("there are more than " + MOST_FILES + " of them");
            }
        }
        return paths;
    }

    private static Answer<Map<String, String>> texts(FileTree tree, List<String> paths) throws IOException {
        Map<String, String> texts = new HashMap<>();
        long bytes = 0;
        for (String path : paths) {
            Optional<String> file = TreePath.resolve(tree, path);
            if (file.isEmpty() || tree.kind(file.get()) != EntryKind.FILE) {
                return new Answer.Failed<>("the file '" + path + "' is a link that leads to no file of the repository");
            }
            long size = tree.size(file.get());
            bytes += size;
            if (size > LARGEST_FILE || bytes > MOST_BYTES) {
                return new Answer.Failed<>("the file '" + path + "' is too large for parameters: a file may have "
                        + (LARGEST_FILE >> 20) + " MiB, and all of them " + (MOST_BYTES >> 20) + " MiB");
            }
            texts.put(path, new String(tree.read(file.get()), StandardCharsets.UTF_8));
        }
        return new Answer.Found<>(texts);
    }
}
