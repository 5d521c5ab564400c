package dev.capstan.applicationmanifests.build;

import java.io.IOException;

/** Makes the objects of sources of one kind. Safe for use by several threads. */
@FunctionalInterface
public interface SourceBuild {
    /**
     * Builds a source.
     *
     * @throws IOException when its files cannot be read
     */
    Built build(BuildInput input) throws IOException;
}
