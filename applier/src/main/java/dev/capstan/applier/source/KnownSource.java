package dev.capstan.applier.source;

import dev.capstan.api.artifact.Artifact;
import java.util.Optional;

/**
 * A source as it was last seen.
 *
 * @param key which one
 * @param artifact what it offers; empty before its first artifact
 * @param origin what it is fetched from; empty for kinds that do not say
 */
public record KnownSource(SourceKey key, Optional<Artifact> artifact, Optional<Origin> origin) {

    private static final String ORIGIN_REVISION = "org.opencontainers.image.revision";

    /**
     * What a source is fetched from.
     *
     * @param address of the repository, without what does not matter at its end
     * @param reference which branch, tag or the like it follows, in the words of the spec; another word while it follows none
     */
    public record Origin(String address, String reference) {

        /** The origin at that address. */
        public static Origin of(String url, String reference) {
            String address = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            return new Origin(
                    address.endsWith(".git") ? address.substring(0, address.length() - 4) : address, reference);
        }
    }

    /** A source of which only the artifact is known. */
    public static KnownSource of(SourceKey key, Optional<Artifact> artifact) {
        return new KnownSource(key, artifact, Optional.empty());
    }

    /** Whether both are the same source, or are fetched from the same repository. */
    public boolean isOfTheSameRepositoryAs(KnownSource other) {
        return key.equals(other.key)
                || (key.kind().equals(other.key.kind())
                        && origin.isPresent()
                        && origin.map(Origin::address).equals(other.origin.map(Origin::address)));
    }

    /** The revision of the upstream that an artifact was made from, when it says so. */
    public static Optional<String> originRevision(Artifact artifact) {
        var metadata = artifact.metadata();
        return metadata == null ? Optional.empty() : Optional.ofNullable(metadata.get(ORIGIN_REVISION));
    }
}
