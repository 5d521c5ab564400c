package dev.capstan.source.artifact.adapter;

import java.nio.file.Path;
import java.util.Optional;

/** What the artifact server may serve. */
@FunctionalInterface
public interface ServedFiles {

    /**
     * A file on this machine with the bytes of an artifact.
     *
     * @param path of the form {@code kind/namespace/name/file}, whatever else a client may have asked for
     * @return empty when there is no such artifact
     */
    Optional<Path> fileOf(String path);
}
