package dev.capstan.source.content;

import dev.capstan.archive.ArchiveContent;
import dev.capstan.archive.ArchiveWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a source's files that goes into its artifact, read while the archive is written. What is neither folder nor regular file
 * is left out; too much content fails with a {@link ContentException}.
 */
public final class SelectedContent implements ArchiveContent {
    private final SourceEntry.Folder root;
    private final Optional<String> ignore;
    private final SparsePaths sparse;
    private final ContentLimits limits;
    private final List<String> leftOut = new ArrayList<>();

    /**
     * @param ignore {@code spec.ignore}
     * @param folders the only folders to keep; empty means all
     */
    public SelectedContent(
            SourceEntry.Folder root, Optional<String> ignore, List<String> folders, ContentLimits limits) {
        this.root = root;
        this.ignore = ignore;
        this.sparse = SparsePaths.of(folders);
        this.limits = limits;
    }

    /** The symbolic links that the rules chose and that are not in the artifact; known once it is written. */
    public List<String> linksLeftOut() {
        return List.copyOf(leftOut);
    }

    @Override
    public void writeTo(ArchiveWriter archive) throws IOException {
        leftOut.clear();
        sparse.requireAllIn(root);
        var rules = ContentRules.of(root, ignore, limits);
        archive.folder(".");
        new Walk(archive, rules).folder(root, rules.start());
    }

    private final class Walk {
        private final ArchiveWriter archive;
        private final ContentRules rules;
        private long files;
        private long bytes;

        Walk(ArchiveWriter archive, ContentRules rules) {
            this.archive = archive;
            this.rules = rules;
        }

        void folder(SourceEntry.Folder folder, IgnoreRules above) throws IOException {
            var here = ContentRules.enter(above, folder);
            for (var entry : folder.entries()) {
                if (rules.excludes(here, entry)) {
                    continue;
                }
                switch (entry) {
                    case SourceEntry.Folder child -> {
                        if (sparse.mayHold(child.path())) {
                            archive.folder(child.path());
                            folder(child, here);
                        }
                    }
                    case SourceEntry.File file -> {
                        if (sparse.holds(file.path())) {
                            file(file);
                        }
                    }
                    case SourceEntry.Special special -> {
                        if (special.isLink() && sparse.holds(special.path())) {
                            leftOut.add(special.path());
                        }
                    }
                }
            }
        }

        private void file(SourceEntry.File file) throws IOException {
            long size = file.size();
            bytes += size;
            require(++files <= limits.files(), "files", limits.files());
            require(size <= limits.fileBytes(), "bytes in the file '" + file.path() + "'", limits.fileBytes());
            require(bytes <= limits.totalBytes(), "bytes in all files", limits.totalBytes());
            try (var content = file.open()) {
                archive.file(file.path(), file.isExecutable(), size, content);
            }
        }

        private static void require(boolean isWithin, String what, long allowed) throws ContentException {
            if (!isWithin) {
                throw new ContentException(new ContentException.Problem.LimitExceeded(what, allowed));
            }
        }
    }
}
