package dev.capstan.helmrelease.kube;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.record.ApplyRecords;
import dev.capstan.applier.record.RecordSubject;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.record.ApplyRecord;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The records of what was done for HelmReleases, on their way to whoever keeps them. */
final class ReleaseRecords implements Consumer<ApplyRecord> {

    private final ApplyRecords records;
    private final Function<ObjectKey, Optional<KnownHelmRelease>> releases;

    /** @param releases looks a HelmRelease up; does not block */
    ReleaseRecords(ApplyRecords records, Function<ObjectKey, Optional<KnownHelmRelease>> releases) {
        this.records = records;
        this.releases = releases;
    }

    @Override
    public void accept(ApplyRecord record) {
        var key = new ObjectKey(record.owner().namespace(), record.owner().name());
        Optional<KnownHelmRelease> release = releases.apply(key);
        records.applied(
                release.map(KnownHelmRelease::recordSubject)
                        .orElseGet(() -> new RecordSubject(ToolkitKind.HELM_RELEASE.ref(key), "")),
                new SourceRevision(record.revision(), Optional.empty()),
                record);
    }
}
