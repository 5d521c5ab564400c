package dev.capstan.applier.source.adapter;

import dev.capstan.runtime.artifact.ArtifactContent;
import dev.capstan.tree.Entry;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** An artifact as a file tree; read in place, shared by all runs over the same artifact. */
final class ArtifactTree implements FileTree {

    private final ArtifactContent content;

    ArtifactTree(ArtifactContent content) {
        this.content = content;
    }

    @Override
    public EntryKind kind(String path) {
        if (content.isFile(path)) {
            return EntryKind.FILE;
        }
        return content.isFolder(path) ? EntryKind.DIRECTORY : EntryKind.ABSENT;
    }

    @Override
    public byte[] read(String path) throws IOException {
        return content.read(path).orElseThrow(() -> new NoSuchFileException(path));
    }

    @Override
    public List<Entry> list(String path) {
        String prefix = path.isEmpty() ? "" : path + "/";
        return content.names(path).stream()
                .map(name -> new Entry(name, kind(prefix + name)))
                .toList();
    }

    /** Archives with links are refused before they get here. */
    @Override
    public Optional<String> linkTarget(String path) {
        return Optional.empty();
    }

    @Override
    public String fingerprint(String path) throws IOException {
        return content.fingerprint(path).orElseThrow(() -> new NoSuchFileException(path));
    }
}
