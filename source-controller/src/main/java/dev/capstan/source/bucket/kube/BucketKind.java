package dev.capstan.source.bucket.kube;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.source.Bucket;
import dev.capstan.api.source.BucketStatus;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.source.NoFacts;
import dev.capstan.source.StoredSummary;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.bucket.BucketSource;
import dev.capstan.source.bucket.BucketUpdate;
import dev.capstan.source.kube.LatestFile;
import dev.capstan.source.kube.SourceKind;
import dev.capstan.source.kube.UpstreamKey;
import java.util.Optional;

/** Bucket objects: from the object to an update, and from its outcome to the fields that only this kind has. */
final class BucketKind implements SourceKind<Bucket, BucketStatus, NoFacts> {
    private static final String LATEST = "latest.tar.gz";

    private final BucketUpdate update;

    BucketKind(BucketUpdate update) {
        this.update = update;
    }

    @Override
    public KindConventions<Bucket, BucketStatus> conventions() {
        return KindConventions.toolkit(Bucket.class, BucketStatus.INITIAL);
    }

    @Override
    public UpdateOutcome<NoFacts> update(Bucket object) {
        var status = object.getStatus();
        return update.run(
                new BucketSource(object.key(), object.getSpec(), status == null ? BucketStatus.INITIAL : status));
    }

    @Override
    public BucketStatus observed(BucketStatus status, Bucket object, Optional<NoFacts> facts) {
        return status.withObservedIgnore(object.getSpec().ignore());
    }

    @Override
    public boolean verifies(Bucket object) {
        return false;
    }

    @Override
    public StoredSummary summary(BucketStatus status, ArtifactRevision revision) {
        return StoredSummary.of("stored artifact: revision '" + revision + "'");
    }

    /** What is ignored has no part in the revision, so it parts objects. */
    @Override
    public Optional<String> upstream(Bucket object) {
        return UpstreamKey.of(object);
    }

    @Override
    public Optional<LatestFile<BucketStatus>> latestFile() {
        return Optional.of(new LatestFile<>(LATEST, (status, url) -> status.withUrl(url.text())));
    }

    @Override
    public void close() {
        // Nothing of its own is open: the HTTP client belongs to the controller.
    }
}
