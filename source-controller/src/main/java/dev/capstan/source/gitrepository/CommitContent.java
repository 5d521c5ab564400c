package dev.capstan.source.gitrepository;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitLimits;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.ignore.IgnoreRules;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.source.artifact.Archive;
import dev.capstan.source.artifact.ArchiveContent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of a commit on their way into an archive, read straight from Git objects. Links and submodules are left out; a commit
 * beyond a limit fails.
 */
final class CommitContent implements ArchiveContent {
    private final RemoteUrl url;
    private final TreeEntry.Directory root;
    private final Optional<String> ignore;
    private final SparsePaths sparse;
    private final GitLimits limits;

    CommitContent(
            RemoteUrl url, TreeEntry.Directory root, Optional<String> ignore, List<String> sparse, GitLimits limits) {
        this.url = url;
        this.root = root;
        this.ignore = ignore;
        this.sparse = SparsePaths.of(sparse);
        this.limits = limits;
    }

    @Override
    public void writeTo(Archive archive) throws IOException {
        sparse.requireAllIn(root, url);
        var rules = ContentRules.of(root, ignore, limits);
        archive.folder(".");
        new Walk(archive, rules).folder(root, rules.start());
    }

    private final class Walk {
        private final Archive archive;
        private final ContentRules rules;
        private long files;
        private long bytes;

        Walk(Archive archive, ContentRules rules) {
            this.archive = archive;
            this.rules = rules;
        }

        void folder(TreeEntry.Directory folder, IgnoreRules above) throws IOException {
            var here = ContentRules.enter(above, folder);
            for (var entry : folder.entries()) {
                if (rules.excludes(here, entry)) {
                    continue;
                }
                switch (entry) {
                    case TreeEntry.Directory child -> {
                        if (sparse.mayHold(child.path())) {
                            archive.folder(child.path());
                            folder(child, here);
                        }
                    }
                    case TreeEntry.File file -> {
                        if (sparse.holds(file.path())) {
                            file(file);
                        }
                    }
                    case TreeEntry.Link _, TreeEntry.Submodule _ -> {}
                }
            }
        }

        private void file(TreeEntry.File file) throws IOException {
            long size = file.size();
            bytes += size;
            require(++files <= limits.files(), "files", limits.files());
            require(size <= limits.fileBytes(), "bytes in the file '" + file.path() + "'", limits.fileBytes());
            require(bytes <= limits.treeBytes(), "bytes in all files", limits.treeBytes());
            try (var content = file.open()) {
                archive.file(file.path(), file.isExecutable(), size, content);
            }
        }

        private void require(boolean isWithin, String limit, long allowed) throws GitFailureException {
            if (!isWithin) {
                throw new GitFailureException(new GitFailure.LimitExceeded(url, limit, allowed));
            }
        }
    }
}
