package dev.capstan.applicationmanifests.helm;

import dev.capstan.archive.ArchiveWriter;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.io.InputStream;

/** An archive that is never packed: its files are looked at where it would have been written. */
final class WrittenTree implements ArchiveWriter {
    private final InMemoryTree.Builder files = InMemoryTree.builder();

    @Override
    public void folder(String path) {}

    @Override
    public void file(String path, boolean isExecutable, long size, InputStream content) throws IOException {
        files.file(path, content.readAllBytes());
    }

    /** What was written; nothing can be written any more. */
    FileTree tree() {
        return files.build();
    }
}
