package dev.capstan.applier.record;

import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.record.ApplyRecord;
import java.time.Instant;

/** Where the complete records of what was done to the cluster go. Returns at once; nothing depends on it. */
public interface ApplyRecords {

    /** A set was applied, or an attempt at it end. */
    void applied(RecordSubject subject, SourceRevision revision, ApplyRecord record);

    /** Objects were pruned. */
    void pruned(RecordSubject subject, SourceRevision revision, String actor, Instant startedAt, ChangeSet changes);
}
