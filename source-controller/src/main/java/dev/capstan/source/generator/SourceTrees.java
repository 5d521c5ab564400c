package dev.capstan.source.generator;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.source.SourceResult;
import dev.capstan.tree.FileTree;

/** Gives the files of artifacts. */
@FunctionalInterface
public interface SourceTrees {

    /**
     * The files of an artifact, its digest verified.
     *
     * @param bytes that they take unpacked
     */
    record Content(FileTree files, long bytes) {}

    /**
     * Reads the artifact of a source.
     *
     * @return the failure is {@link GeneratorFailure.SourceUnreadable}
     */
    SourceResult<Content> content(ObjectReference source, Artifact artifact);
}
