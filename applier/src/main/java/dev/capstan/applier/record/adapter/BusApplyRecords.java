package dev.capstan.applier.record.adapter;

import dev.capstan.api.bus.ApplyRecorded;
import dev.capstan.api.bus.ApplyRecorded.AppliedObject;
import dev.capstan.api.bus.Bus;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.record.ApplyRecords;
import dev.capstan.applier.record.RecordSubject;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.Action;
import dev.capstan.apply.Change;
import dev.capstan.apply.ChangeSet;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.record.ApplyRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Publishes records on the bus. An apply that found everything as it should be is not published. */
public final class BusApplyRecords implements ApplyRecords {

    private final Bus bus;
    private final Clock clock;

    /** Publishes on that bus. */
    public BusApplyRecords(Bus bus, Clock clock) {
        this.bus = bus;
        this.clock = clock;
    }

    @Override
    public void applied(RecordSubject subject, SourceRevision revision, ApplyRecord record) {
        List<AppliedObject> objects = record.objects().stream()
                .filter(entry -> entry.action() != Action.UNCHANGED)
                .map(BusApplyRecords::applied)
                .toList();
        if (record.isSuccess() && objects.isEmpty()) {
            return;
        }
        publish(
                subject,
                revision,
                record.actor(),
                record.startedAt(),
                record.startedAt().plus(record.took()),
                record.isSuccess() ? Reason.RECONCILIATION_SUCCEEDED : Reason.RECONCILIATION_FAILED,
                record.failure(),
                objects,
                record.objects().size() - objects.size());
    }

    @Override
    public void pruned(
            RecordSubject subject, SourceRevision revision, String actor, Instant startedAt, ChangeSet changes) {
        List<AppliedObject> objects =
                changes.changes().stream().map(BusApplyRecords::pruned).toList();
        if (!objects.isEmpty()) {
            publish(
                    subject,
                    revision,
                    actor,
                    startedAt,
                    clock.instant(),
                    Reason.RECONCILIATION_SUCCEEDED,
                    "",
                    objects,
                    0);
        }
    }

    private void publish(
            RecordSubject subject,
            SourceRevision revision,
            String actor,
            Instant startedAt,
            Instant finishedAt,
            Reason outcome,
            String message,
            List<AppliedObject> objects,
            int unchanged) {
        bus.publish(new ApplyRecorded(
                subject.ref(),
                subject.uid(),
                UUID.randomUUID().toString(),
                revision.name(),
                revision.origin().orElse(null),
                actor,
                startedAt.toString(),
                finishedAt.toString(),
                outcome.text(),
                textOrAbsent(message),
                objects,
                unchanged));
    }

    private static AppliedObject applied(ApplyRecord.Entry entry) {
        return new AppliedObject(
                ref(entry.id(), entry.version()),
                entry.action().word(),
                textOrAbsent(entry.before()),
                textOrAbsent(entry.after()),
                List.of(),
                textOrAbsent(entry.origin().file()),
                entry.origin().line(),
                null);
    }

    private static AppliedObject pruned(Change change) {
        SourcePosition origin = change.origin();
        return new AppliedObject(
                ref(change.id(), change.version()),
                change.action().word(),
                null,
                null,
                List.of(),
                textOrAbsent(origin.file()),
                origin.line(),
                textOrAbsent(change.note()));
    }

    private static ObjectReference ref(ObjectId id, String version) {
        String apiVersion = id.group().isEmpty() ? version : id.group() + "/" + version;
        return new ObjectReference(apiVersion, id.kind(), id.namespace(), id.name());
    }

    private static @Nullable String textOrAbsent(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty()).orElse(null);
    }
}
