package dev.capstan.source.helm;

import dev.capstan.access.SecretAccess;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.source.HelmRepository;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryIndexes;
import dev.capstan.chartaccess.RepositoryIndexes.Index;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.NoFacts;
import dev.capstan.source.SourceResult;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.FileContent;
import java.util.Map;
import java.util.Optional;

/** The update of a HelmRepository in its steps: read the spec and its Secrets, ask for the index, and store it when it is another one. */
public final class HelmRepositoryUpdate {
    private final RepositoryIndexes indexes;
    private final SecretAccess secrets;
    private final ArtifactStore store;

    public HelmRepositoryUpdate(RepositoryIndexes indexes, SecretAccess secrets, ArtifactStore store) {
        this.indexes = indexes;
        this.secrets = secrets;
        this.store = store;
    }

    /** Runs once. */
    public UpdateOutcome<NoFacts> run(HelmRepository object) {
        return HelmRepositoryAccess.of(object.key().namespace(), object.getSpec(), secrets)
                .then(access -> HelmFailure.result(indexes.fetch(access)).then(index -> keep(object, access, index)))
                .orElse(failure -> new UpdateOutcome.Failed<>(failure, Optional.empty()));
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
                SourceResult.failed(CommonSourceFailure.Storage.of(String.valueOf(cause.getMessage())));
            case StoreResult.StorageFailed(var why, var isOutOfSpace) ->
                SourceResult.failed(new CommonSourceFailure.Storage(why, isOutOfSpace));
        };
    }
}
