package dev.capstan.runtime.artifact;

/** What became of the wish to read an artifact: either {@link Available} or {@link NotAvailable}. */
public sealed interface ArtifactAccess {

    /** The verified content. */
    record Available(ArtifactContent content) implements ArtifactAccess {}

    /** Nothing may be read. */
    record NotAvailable(ArtifactFailure failure) implements ArtifactAccess {}
}
