package dev.capstan.helmrelease.run;

import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.Holder;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a release as far as a run knows them.
 *
 * @param history the records
 * @param areRead whether they were read, and may be acted on; if not, they are as they must be after an action of this run, which is
 *     enough to see that nothing is left to do
 */
record KnownRecords(ReleaseHistory history, boolean areRead) {

    /** As they were read. */
    static KnownRecords read(ReleaseHistory history) {
        return new KnownRecords(history, true);
    }

    /** As they must be once an action has deployed that revision. */
    static KnownRecords after(ReleaseKey key, ReleaseHistory before, ReleaseRecord deployed) {
        List<StoredRecord> revisions = new ArrayList<>();
        for (StoredRecord stored : before.revisions()) {
            if (stored.record().version() != deployed.version()) {
                revisions.add(
                        stored.record().status() == ReleaseStatus.DEPLOYED
                                ? as(key, stored.record().with(ReleaseStatus.SUPERSEDED))
                                : stored);
            }
        }
        revisions.add(as(key, deployed));
        return new KnownRecords(new ReleaseHistory(revisions, before.unreadable()), false);
    }

    private static StoredRecord as(ReleaseKey key, ReleaseRecord record) {
        return new StoredRecord(key, record, Map.of(), Holder.unknown(), Optional.empty(), false, "", "");
    }
}
