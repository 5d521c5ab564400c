package dev.capstan.oci.signature;

import dev.capstan.digest.Digest;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.Reference;
import dev.capstan.oci.registry.RemoteRepository;
import org.jspecify.annotations.Nullable;

/** The manifest whose signatures are looked for. Its bytes are fetched when a signature is over them, and then kept. Serves one search. */
final class ArtifactManifest {
    private final RemoteRepository repository;
    private final Digest digest;
    private byte @Nullable [] fetched;

    ArtifactManifest(RemoteRepository repository, Digest digest) {
        this.repository = repository;
        this.digest = digest;
    }

    Digest digest() {
        return digest;
    }

    /** The bytes that have the digest. */
    byte[] bytes() throws OciFailureException {
        byte[] bytes = fetched;
        if (bytes == null) {
            bytes = repository
                    .manifest(new Reference.ByDigest(digest))
                    .orThrow()
                    .bytes()
                    .array();
            fetched = bytes;
        }
        return bytes;
    }
}
