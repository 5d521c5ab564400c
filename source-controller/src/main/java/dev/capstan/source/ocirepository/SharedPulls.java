package dev.capstan.source.ocirepository;

import dev.capstan.digest.Digest;
import dev.capstan.digest.FieldDigest;
import dev.capstan.http.Deadline;
import dev.capstan.http.SharedQuestions;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.source.SourceResult;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeoutException;

/**
 * Fetches a layer once for all objects that make the same of it: what one has stored, the others copy as long as it is intact. Objects are
 * alike when they have the same rights at the same repository, want the same manifest, and select the same of it. Used by several
 * threads.
 */
final class SharedPulls {
    private static final int MOST = 1000;
    private static final int LONGEST_ANNOTATIONS = 4 << 10;

    private final ArtifactStore store;
    private final ArtifactPull pull;
    private final SequencedMap<String, PulledArtifact> known = new LinkedHashMap<>(16, 0.75f, true);
    private final SharedQuestions<String, SourceResult<PulledArtifact>> pulls =
            new SharedQuestions<>(SharedPulls::isOfOneAlone);

    SharedPulls(ArtifactStore store, ArtifactPull pull) {
        this.store = store;
        this.pull = pull;
    }

    /** The artifact of a manifest, stored for this object. */
    SourceResult<PulledArtifact> pull(
            OciSource source, RemoteRepository repository, Digest manifest, Deadline deadline) {
        var key = keyOf(source, repository, manifest);
        try {
            return pulls.ask(key, deadline, () -> pullOnce(key, source, repository, manifest))
                    .then(pulled -> pulled.owner().equals(source.owner())
                            ? SourceResult.success(pulled) // stored or looked at by this object just now
                            : takenBy(source, pulled, manifest)
                                    .map(SourceResult::success)
                                    .orElseGet(() -> pull.pull(source, repository, manifest)));
        } catch (TimeoutException e) {
            return failed(new OciFailure.TimedOut(repository.name(), deadline.allowed()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(new OciFailure.Unreachable(repository.name(), "the attempt was ended"));
        }
    }

    private static String keyOf(OciSource source, RemoteRepository repository, Digest manifest) {
        return new FieldDigest()
                .add(repository.identity(), manifest.toString(), Boolean.toString(source.copiesLayer()))
                .add(
                        source.layerType().orElse(""),
                        Optional.ofNullable(source.spec().ignore()).toString())
                .finish()
                .hex();
    }

    private SourceResult<PulledArtifact> pullOnce(
            String key, OciSource source, RemoteRepository repository, Digest manifest) {
        return recall(key)
                .flatMap(pulled -> takenBy(source, pulled, manifest))
                .map(SourceResult::success)
                .orElseGet(() -> pull.pull(source, repository, manifest).map(pulled -> remember(key, pulled)));
    }

    /** The artifact as a file of this object; empty when that is not possible, such as after the other object was deleted. */
    private Optional<PulledArtifact> takenBy(OciSource source, PulledArtifact pulled, Digest manifest) {
        var stored = pulled.stored();
        if (store.problemOf(stored.path(), stored.digest()).isPresent()) {
            return Optional.empty();
        }
        if (pulled.owner().equals(source.owner())) {
            return Optional.of(pulled);
        }
        var copy = store.storeFile(source.owner(), source.fileName(manifest), out -> {
            try (var in = store.open(stored.path())) {
                in.transferTo(out);
            }
        });
        return copy instanceof StoreResult.Stored(var artifact)
                        && artifact.digest().equals(stored.digest())
                ? Optional.of(new PulledArtifact(source.owner(), artifact, pulled.annotations()))
                : Optional.empty();
    }

    private Optional<PulledArtifact> recall(String key) {
        synchronized (known) {
            return Optional.ofNullable(known.get(key));
        }
    }

    private PulledArtifact remember(String key, PulledArtifact pulled) {
        if (ArtifactPull.length(pulled.annotations()) <= LONGEST_ANNOTATIONS) {
            synchronized (known) {
                known.put(key, pulled);
                if (known.size() > MOST) {
                    known.pollFirstEntry();
                }
            }
        }
        return pulled;
    }

    private static boolean isOfOneAlone(SourceResult<PulledArtifact> answer) {
        return answer instanceof SourceResult.Failed<PulledArtifact>(OciSourceFailure.Pull(var cause))
                && cause.isOfOneAlone();
    }

    private static <T> SourceResult<T> failed(OciFailure failure) {
        return SourceResult.failed(new OciSourceFailure.Pull(failure));
    }
}
