package dev.capstan.source.ocirepository;

import dev.capstan.digest.Digest;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.source.SourceResult;

/** Verifies artifacts of registries. */
@FunctionalInterface
public interface ArtifactSignatures {

    /**
     * Looks for a signature that the spec trusts.
     *
     * @param digest of the manifest that a signature must be about
     * @return who has signed, for people
     */
    SourceResult<String> verify(OciSource source, RemoteRepository repository, Digest digest);
}
