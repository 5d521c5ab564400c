package dev.capstan.source.ocirepository.kube;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.source.OCIRepository;
import dev.capstan.api.source.OCIRepositoryStatus;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.source.NoFacts;
import dev.capstan.source.StoredSummary;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.kube.LatestFile;
import dev.capstan.source.kube.SourceKind;
import dev.capstan.source.kube.UpstreamKey;
import dev.capstan.source.ocirepository.OciRepositoryUpdate;
import dev.capstan.source.ocirepository.OciSource;
import java.util.Optional;

/** OCIRepository objects: from the object to an update, and from its outcome to the fields that only this kind has. */
final class OciRepositoryKind implements SourceKind<OCIRepository, OCIRepositoryStatus, NoFacts> {
    private static final String LATEST = "latest.tar.gz";

    private final OciRepositoryUpdate update;

    OciRepositoryKind(OciRepositoryUpdate update) {
        this.update = update;
    }

    @Override
    public KindConventions<OCIRepository, OCIRepositoryStatus> conventions() {
        return KindConventions.toolkit(OCIRepository.class, OCIRepositoryStatus.INITIAL);
    }

    @Override
    public UpdateOutcome<NoFacts> update(OCIRepository object) {
        var status = object.getStatus();
        return update.run(new OciSource(
                object.key(),
                object.getMetadata().getGeneration(),
                object.getSpec(),
                status == null ? OCIRepositoryStatus.INITIAL : status));
    }

    @Override
    public OCIRepositoryStatus observed(OCIRepositoryStatus status, OCIRepository object, Optional<NoFacts> facts) {
        return status.madeWith(object.getSpec().ignore(), object.getSpec().layerSelector());
    }

    @Override
    public boolean verifies(OCIRepository object) {
        return object.getSpec().verify() != null;
    }

    @Override
    public StoredSummary summary(OCIRepositoryStatus status, ArtifactRevision revision) {
        return StoredSummary.of("stored artifact for digest '" + revision + "'");
    }

    @Override
    public Optional<String> upstream(OCIRepository object) {
        return UpstreamKey.of(object, "ignore", "layerSelector");
    }

    @Override
    public Optional<LatestFile<OCIRepositoryStatus>> latestFile() {
        return Optional.of(new LatestFile<>(LATEST, (status, url) -> status.withUrl(url.text())));
    }

    @Override
    public void close() {}
}
