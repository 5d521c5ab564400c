package dev.capstan.source.gitrepository;

import dev.capstan.git.GitFailure;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.mirror.Snapshot;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.git.tree.UnsafePathException;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.content.ContentException;
import dev.capstan.source.content.SourceEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The tree of a commit as content of an artifact, and what exceptions mean that come while it is read. */
final class GitContent {
    private GitContent() {}

    /** The files of a tree, read straight from Git objects. Links and submodules are special. */
    static SourceEntry.Folder of(TreeEntry.Directory root) {
        return new Folder(root);
    }

    /** Why the content of a repository could not be read. */
    static SourceFailure failure(IOException cause, RemoteUrl url) {
        return switch (cause) {
            case ContentException content -> failure(content.problem(), url);
            case GitFailureException git -> new GitSourceFailure.Fetch(git.failure());
            case UnsafePathException unsafe ->
                new GitSourceFailure.Fetch(new GitFailure.PathUnsafe(url, unsafe.path(), unsafe.why()));
            default -> new GitSourceFailure.Fetch(Snapshot.failure(cause, url));
        };
    }

    private static SourceFailure failure(ContentException.Problem problem, RemoteUrl url) {
        return switch (problem) {
            case ContentException.Problem.RulesUnusable(var why) -> new CommonSourceFailure.IgnoreRulesUnusable(why);
            case ContentException.Problem.FolderMissing(var path) ->
                new GitSourceFailure.Fetch(new GitFailure.PathNotFound(url, path));
            case ContentException.Problem.LimitExceeded(var what, var allowed) ->
                new GitSourceFailure.Fetch(new GitFailure.LimitExceeded(url, what, allowed));
        };
    }

    private static SourceEntry entry(TreeEntry entry) {
        return switch (entry) {
            case TreeEntry.Directory directory -> new Folder(directory);
            case TreeEntry.File file -> new File(file);
            case TreeEntry.Link _ -> new SourceEntry.Special(entry.path(), true);
            case TreeEntry.Submodule _ -> new SourceEntry.Special(entry.path(), false);
        };
    }

    private record Folder(TreeEntry.Directory directory) implements SourceEntry.Folder {
        @Override
        public String path() {
            return directory.path();
        }

        @Override
        public List<SourceEntry> entries() throws IOException {
            return directory.entries().stream().map(GitContent::entry).toList();
        }
    }

    private record File(TreeEntry.File file) implements SourceEntry.File {
        @Override
        public String path() {
            return file.path();
        }

        @Override
        public boolean isExecutable() {
            return file.isExecutable();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public InputStream open() throws IOException {
            return file.open();
        }
    }
}
