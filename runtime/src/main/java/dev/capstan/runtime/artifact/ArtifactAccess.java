package dev.capstan.runtime.artifact;

import dev.capstan.archive.ArchiveTree;

/** What became of the wish to read an artifact: either {@link Available} or {@link NotAvailable}. */
public sealed interface ArtifactAccess {

    /** The verified content. */
    record Available(ArchiveTree tree) implements ArtifactAccess {}

    /** Nothing may be read. */
    record NotAvailable(ArtifactFailure failure) implements ArtifactAccess {}
}
