package dev.capstan.oci.registry;

import dev.capstan.digest.Digest;
import dev.capstan.http.SharedQuestions;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Platform;
import dev.capstan.oci.Reference;
import dev.capstan.oci.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** One repository and who we are for it. Everything that it gives was compared with its digest. Belongs to one thread. */
public final class RemoteRepository {
    private final RegistryConnection connection;
    private final RegistryLimits limits;
    private final Manifests manifests;
    private final SharedQuestions<String, OciResult<Descriptor>> references;
    private final SharedQuestions<String, OciResult<List<String>>> tagLists;

    RemoteRepository(
            RegistryConnection connection,
            RegistryLimits limits,
            SharedQuestions<String, OciResult<Descriptor>> references,
            SharedQuestions<String, OciResult<List<String>>> tagLists) {
        this.references = references;
        this.tagLists = tagLists;
        this.connection = connection;
        this.limits = limits;
        this.manifests = new Manifests(connection, limits);
    }

    /** Which repository it is. */
    public RepositoryName name() {
        return connection.repository();
    }

    /** Which repository it is and with which rights: equal for those who may see the same. A login cannot be read from it. */
    public String identity() {
        return connection.identity();
    }

    /** Which manifest a reference names now: asked by HEAD, and by GET where the registry does not know HEAD or answers it without a digest. */
    public OciResult<Descriptor> resolve(Reference reference) {
        return shared(references, reference.toString(), () -> manifests.resolve(reference));
    }

    /** The manifest that a reference names. */
    public OciResult<Manifest> manifest(Reference reference) {
        return OciResult.of(() -> manifests.get(reference));
    }

    /** The manifest of an image: the one that a reference names or, when that is an index, the one in it for the platform. */
    public OciResult<Manifest.Image> image(Reference reference, Platform platform) {
        return manifest(reference).then(manifest -> OciResult.of(() -> imageOf(manifest, platform)));
    }

    private Manifest.Image imageOf(Manifest manifest, Platform platform) throws OciFailureException {
        return switch (manifest) {
            case Manifest.Image image -> image;
            case Manifest.Index index -> {
                var chosen = index.forPlatform(platform);
                if (chosen.isEmpty()) {
                    throw new OciFailureException(new OciFailure.PlatformMissing(name(), platform));
                }
                if (manifests.get(new Reference.ByDigest(chosen.get().digest())) instanceof Manifest.Image image) {
                    yield image;
                }
                throw connection.malformed("its index leads to a further index");
            }
        };
    }

    /** All tags; a failure when there are more than the limit. */
    public OciResult<List<String>> tags() {
        return shared(tagLists, "", () -> new TagPages(connection, limits).all());
    }

    private <T> OciResult<T> shared(
            SharedQuestions<String, OciResult<T>> questions, String question, OciResult.Attempt<T> attempt) {
        try {
            return questions.ask(
                    connection.identity() + " " + question, connection.deadline(), () -> OciResult.of(attempt));
        } catch (TimeoutException e) {
            return OciResult.failed(
                    new OciFailure.TimedOut(name(), connection.deadline().allowed()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OciResult.failed(new OciFailure.Unreachable(name(), "the attempt was ended"));
        }
    }

    /**
     * The manifests whose subject is the one with this digest, by the referrers API or, where the registry does not have it, by the
     * tag that stands in for it.
     *
     * @param artifactType of those that are wanted; empty for all
     */
    public OciResult<List<Descriptor>> referrers(Digest subject, Optional<String> artifactType) {
        return OciResult.of(() -> new Referrers(connection, limits, manifests).of(subject, artifactType));
    }

    /**
     * A blob as a stream that resumes when the connection breaks, and that fails at its end when size or digest are not those of the
     * descriptor. What is thrown by reading it is an {@link OciFailureException}.
     *
     * @param most bytes that it may have; nothing is asked for when the descriptor says more
     */
    public OciResult<InputStream> blob(Descriptor descriptor, long most) {
        return OciResult.of(() -> BlobStream.open(connection, descriptor, most));
    }

    /** A small blob as a whole. */
    public OciResult<byte[]> bytes(Descriptor descriptor, int most) {
        return OciResult.of(() -> {
            try (InputStream blob = BlobStream.open(connection, descriptor, most)) {
                return blob.readAllBytes();
            } catch (OciFailureException e) {
                throw e;
            } catch (IOException e) {
                throw new OciFailureException(new OciFailure.Unreachable(name(), "the connection broke"));
            }
        });
    }

    /** Uploads a blob, unless the repository has it. */
    public OciResult<Descriptor> pushBlob(String mediaType, byte[] content) {
        return OciResult.of(() -> new Uploads(connection).push(mediaType, BlobContent.of(content)));
    }

    /**
     * Uploads a file, in pieces when it is large, unless the repository has it.
     *
     * @param from another repository of the registry that is known to have it, from which the registry may take it
     */
    public OciResult<Descriptor> pushBlob(String mediaType, Path file, Optional<RepositoryName> from) {
        return OciResult.of(() -> new Uploads(connection).push(mediaType, BlobContent.of(file), from));
    }

    /** Puts a manifest under a tag or its own digest; what it refers to must be there. */
    public OciResult<Descriptor> pushManifest(Reference reference, String mediaType, byte[] manifest) {
        return OciResult.of(() -> manifests.put(reference, mediaType, manifest));
    }
}
