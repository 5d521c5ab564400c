package dev.capstan.apply;

import dev.capstan.apply.record.ApplyRecord;
import dev.capstan.apply.watch.ObservedObject;
import dev.capstan.digest.Hmac;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes the record of an apply. Hashes of Secrets are keyed, so that nobody can guess values from them. */
final class RecordWriter {

    private final byte[] key = new byte[32];

    RecordWriter() {
        new SecureRandom().nextBytes(key);
    }

    ApplyRecord write(
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
                handled.stream().map(this::entry).toList());
    }

    private ApplyRecord.Entry entry(ObjectOutcome.Handled handled) {
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

    private String hash(ObjectId id, Optional<ObservedObject> observed) {
        String hash = observed.map(object -> object.ownership().valuesHash()).orElse("");
        return hash.isEmpty() || !id.isKind("", "Secret") ? hash : keyed(hash);
    }

    private String keyed(String hash) {
        return HexFormat.of().formatHex(Hmac.sha256(key, hash));
    }
}
