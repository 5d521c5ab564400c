package dev.capstan.source.helm;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.source.HelmRepository;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.NoFacts;
import dev.capstan.source.SourceResult;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.access.SecretAccess;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.FileContent;
import dev.capstan.source.helm.RepositoryIndexes.Index;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The update of a HelmRepository in its steps: read the spec and its Secrets, ask for the index, and store it when it is another one. */
public final class HelmRepositoryUpdate {
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_SHARED = Duration.ofSeconds(30);

    private final RepositoryIndexes indexes;
    private final SecretAccess secrets;
    private final ArtifactStore store;

    public HelmRepositoryUpdate(RepositoryIndexes indexes, SecretAccess secrets, ArtifactStore store) {
        this.indexes = indexes;
        this.secrets = secrets;
        this.store = store;
    }

    /**
     * Runs once.
     *
     * @param isRequested whether somebody asked for an update now, so that no older answer will do
     */
    public UpdateOutcome<NoFacts> run(HelmRepository object, boolean isRequested) {
        var spec = object.getSpec();
        var maxAge = isRequested ? Duration.ZERO : shareable(spec.interval());
        return RepositoryAccess.of(object.key().namespace(), spec, secrets)
                .then(access -> indexes.fetch(access, maxAge).then(index -> keep(object, access, index)))
                .orElse(failure -> new UpdateOutcome.Failed<>(failure, Optional.empty()));
    }

    /** An answer that others got less than half an interval ago is as good as one of our own. */
    private static Duration shareable(@Nullable String interval) {
        var half = GoDuration.positive(interval, DEFAULT_INTERVAL).dividedBy(2);
        return half.compareTo(LONGEST_SHARED) < 0 ? half : LONGEST_SHARED;
    }

    private SourceResult<UpdateOutcome<NoFacts>> keep(HelmRepository object, RepositoryAccess access, Index index) {
        var revision = new ArtifactRevision(index.revision());
        var status = object.getStatus();
        if (status != null
                && status.artifact() != null
                && status.artifact().revision().equals(revision)) {
            return SourceResult.success(new UpdateOutcome.UpToDate<>(revision));
        }
        var fileName = "index-" + index.revision().substring(index.revision().indexOf(':') + 1) + ".yaml";
        FileContent content = out -> {
            try (var in = index.json().open()) {
                in.transferTo(out);
            }
        };
        return switch (store.storeFile(ArtifactOwner.of(object.ref()), fileName, content)) {
            case StoreResult.Stored(var stored) -> {
                var message =
                        "stored fetched index of size " + HumanSize.of(index.size()) + " from '" + access.url() + "'";
                yield SourceResult.success(new UpdateOutcome.Published<>(
                        new NewArtifact(stored, revision, message, Optional.empty(), Map.of()), NoFacts.NONE));
            }
            case StoreResult.ContentFailed(var cause) ->
                SourceResult.failed(new CommonSourceFailure.Storage(String.valueOf(cause.getMessage()), false));
            case StoreResult.StorageFailed(var why, var isOutOfSpace) ->
                SourceResult.failed(new CommonSourceFailure.Storage(why, isOutOfSpace));
        };
    }
}
