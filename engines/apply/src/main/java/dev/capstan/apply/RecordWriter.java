package dev.capstan.apply;

import dev.capstan.apply.record.ApplyRecord;
import dev.capstan.apply.record.ObjectHashes;
import dev.capstan.apply.watch.ObservedObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes the record of an apply. */
final class RecordWriter {

    private RecordWriter() {}

    static ApplyRecord write(
            ApplyRequest request,
            List<ObjectOutcome.Handled> handled,
            List<ApplyFailure> failures,
            Instant startedAt,
            Instant endedAt,
            int requests) {
        return new ApplyRecord(
                request.owner(),
                request.revision(),
                request.actor(),
                startedAt,
                Duration.between(startedAt, endedAt),
                failures.isEmpty(),
                failures.stream().findFirst().map(ApplyFailure::message).orElse(""),
                requests,
                handled.stream().map(RecordWriter::entry).toList());
    }

    private static ApplyRecord.Entry entry(ObjectOutcome.Handled handled) {
        PreparedObject object = handled.object();
        return new ApplyRecord.Entry(
                object.id(),
                object.manifest().kind().version(),
                handled.action(),
                hash(object.id(), handled.before()),
                hash(object.id(), handled.after()),
                handled.after().map(ObservedObject::resourceVersion).orElse(""),
                object.manifest().origin());
    }

    private static String hash(ObjectId id, Optional<ObservedObject> observed) {
        return ObjectHashes.shown(
                id, observed.map(object -> object.ownership().valuesHash()).orElse(""));
    }
}
