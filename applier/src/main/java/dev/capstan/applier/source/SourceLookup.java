package dev.capstan.applier.source;

import java.util.Optional;

/** Looks sources up. */
public interface SourceLookup {

    /** What is known of a source. */
    sealed interface Lookup {

        /** It is there. */
        record Found(KnownSource source) implements Lookup {}

        /** It is not there. */
        record Missing() implements Lookup {}

        /** It is in a namespace that this process does not look at, so nobody knows whether it is there. */
        record OutOfScope() implements Lookup {}

        /** Its kind is not served by the cluster, or not known to this controller. */
        record KindMissing(String advice) implements Lookup {}
    }

    /** Looks a source up without waiting. */
    Lookup find(SourceKey key);

    /** The version of the artifact that a source offers now; empty when it offers none. */
    default Optional<ArtifactVersion> version(SourceKey key) {
        return find(key) instanceof Lookup.Found(var source)
                ? source.artifact().map(ArtifactVersion::of)
                : Optional.empty();
    }
}
