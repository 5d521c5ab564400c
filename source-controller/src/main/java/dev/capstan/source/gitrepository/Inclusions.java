package dev.capstan.source.gitrepository;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.source.SourceResult;

/** What other GitRepository objects offer to those that include them. */
public interface Inclusions {

    /**
     * The present artifact of another object.
     *
     * @param includer the object that asks
     * @param name of the other object, in the same namespace
     * @return the failure is {@link GitSourceFailure.IncludeUnavailable} or, for a circle of includes, {@link GitSourceFailure.IncludeNotCopied}
     */
    SourceResult<Artifact> offered(ObjectKey includer, String name);

    /**
     * The files of an artifact, its digest verified.
     *
     * @param name of the object that the artifact belongs to, for messages
     */
    SourceResult<TreeEntry.Directory> files(String name, Artifact artifact);
}
