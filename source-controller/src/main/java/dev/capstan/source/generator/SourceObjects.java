package dev.capstan.source.generator;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.source.SourceResult;

/** What the objects that are sources offer now. */
@FunctionalInterface
public interface SourceObjects {

    /**
     * The present artifact of a source.
     *
     * @return the failure is {@link GeneratorFailure.SourceMissing}, {@link GeneratorFailure.SourceNotReady} or
     *     {@link GeneratorFailure.SourceUnreadable}
     */
    SourceResult<Artifact> offered(ObjectReference source);
}
