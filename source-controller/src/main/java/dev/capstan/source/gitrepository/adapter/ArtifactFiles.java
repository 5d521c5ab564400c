package dev.capstan.source.gitrepository.adapter;

import dev.capstan.git.tree.TreeEntry;
import dev.capstan.runtime.artifact.ArtifactContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A folder of a stored artifact as a tree.
 *
 * @param path of the folder; the root's is empty
 */
public record ArtifactFiles(String path, ArtifactContent content) implements TreeEntry.Directory {

    @Override
    public List<TreeEntry> entries() {
        return content.names(path).stream()
                .sorted((left, right) -> Arrays.compareUnsigned(
                        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8)))
                .map(name -> path.isEmpty() ? name : path + "/" + name)
                .<TreeEntry>map(child ->
                        content.isFolder(child) ? new ArtifactFiles(child, content) : new StoredFile(child, content))
                .toList();
    }

    @Override
    public String hash() {
        return content.digest() + "/" + path;
    }

    private record StoredFile(String path, ArtifactContent content) implements TreeEntry.File {
        @Override
        public boolean isExecutable() {
            return content.isExecutable(path);
        }

        @Override
        public String hash() {
            return content.fingerprint(path).orElse("");
        }

        @Override
        public long size() throws IOException {
            return content.size(path).orElseThrow(() -> new IOException("'" + path + "' is not in the artifact"));
        }

        @Override
        public InputStream open() throws IOException {
            return new ByteArrayInputStream(
                    content.read(path).orElseThrow(() -> new IOException("'" + path + "' is not in the artifact")));
        }
    }
}
