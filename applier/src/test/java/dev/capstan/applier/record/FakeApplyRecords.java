package dev.capstan.applier.record;

import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.record.ApplyRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is given. */
public final class FakeApplyRecords implements ApplyRecords {

    private final List<ApplyRecord> applied = new ArrayList<>();
    private final List<ChangeSet> pruned = new ArrayList<>();

    /** Everything that was applied, in order. */
    public List<ApplyRecord> applied() {
        return List.copyOf(applied);
    }

    /** Everything that was pruned, in order. */
    public List<ChangeSet> pruned() {
        return List.copyOf(pruned);
    }

    @Override
    public void applied(RecordSubject subject, SourceRevision revision, ApplyRecord record) {
        applied.add(record);
    }

    @Override
    public void pruned(
            RecordSubject subject, SourceRevision revision, String actor, Instant startedAt, ChangeSet changes) {
        pruned.add(changes);
    }
}
