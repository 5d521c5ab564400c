package dev.capstan.kustomize.load;

import java.nio.charset.StandardCharsets;

/**
 * A file that was read.
 *
 * @param path its path in the tree, links followed
 * @param content its bytes
 */
public record LoadedFile(String path, byte[] content) {
    /** The content as text. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
