package dev.capstan.source.helm.kube;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.source.HelmRepository;
import dev.capstan.api.source.HelmRepositoryStatus;
import dev.capstan.chartaccess.kube.ProcessIndexes;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.source.NoFacts;
import dev.capstan.source.StoredSummary;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.helm.HelmRepositoryUpdate;
import dev.capstan.source.kube.LatestFile;
import dev.capstan.source.kube.SourceKind;
import dev.capstan.source.kube.UpstreamKey;
import java.util.Optional;

/** HelmRepository objects. One of the type {@code oci} is data for HelmCharts and nothing else. */
final class HelmRepositoryKind implements SourceKind<HelmRepository, HelmRepositoryStatus, NoFacts> {
    private final HelmRepositoryUpdate update;
    private final ProcessIndexes.Lease indexes;

    /**
     * Reconciles by the update.
     *
     * @param indexes what it asks; closed with this
     */
    HelmRepositoryKind(HelmRepositoryUpdate update, ProcessIndexes.Lease indexes) {
        this.update = update;
        this.indexes = indexes;
    }

    @Override
    public KindConventions<HelmRepository, HelmRepositoryStatus> conventions() {
        return KindConventions.toolkit(HelmRepository.class, HelmRepositoryStatus.INITIAL);
    }

    @Override
    public Optional<HelmRepositoryStatus> staticStatus(HelmRepository object) {
        return object.getSpec().namesRegistry() ? Optional.of(HelmRepositoryStatus.EMPTY) : Optional.empty();
    }

    @Override
    public UpdateOutcome<NoFacts> update(HelmRepository object) {
        return update.run(object);
    }

    @Override
    public HelmRepositoryStatus observed(HelmRepositoryStatus status, HelmRepository object, Optional<NoFacts> facts) {
        return status;
    }

    @Override
    public StoredSummary summary(HelmRepositoryStatus status, ArtifactRevision revision) {
        return StoredSummary.of("stored artifact: revision '" + revision + "'");
    }

    @Override
    public boolean verifies(HelmRepository object) {
        return false;
    }

    @Override
    public Optional<String> upstream(HelmRepository object) {
        return UpstreamKey.of(object);
    }

    @Override
    public Optional<LatestFile<HelmRepositoryStatus>> latestFile() {
        return Optional.of(new LatestFile<>("index.yaml", (status, url) -> status.withUrl(url.text())));
    }

    @Override
    public void close() {
        indexes.close();
    }
}
