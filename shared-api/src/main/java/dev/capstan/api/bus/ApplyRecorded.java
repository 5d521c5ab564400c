package dev.capstan.api.bus;

import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.schema.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete record of one apply, for the audit trail: who brought which revision, what it changed, and how it ended. It holds hashes and
 * never contents, so it can be kept and shown. What a Promotion moved is recorded as well, since applies follow from it: as one object,
 * the Promotion.
 *
 * @param about the object that applied, or the Promotion that moved something
 * @param uid its uid
 * @param applyId identity of this apply; a second record with it replaces the first
 * @param revision the revision that was applied
 * @param originRevision the upstream revision that it was made from
 * @param actor the Kubernetes user the API server saw; of a promotion who let it in, empty when nobody had to or it is not known
 * @param startedAt when it began; RFC 3339
 * @param finishedAt when it ended; RFC 3339
 * @param outcome reason of the result, see {@link dev.capstan.api.meta.Reason}
 * @param message what went wrong; absent on success
 * @param objects every object that was created, changed, skipped, deleted or refused, in the order of the work; unchanged ones are left out
 * @param unchanged how many objects were already as declared
 */
@WireRecord
public record ApplyRecorded(
        ObjectReference about,
        String uid,
        String applyId,
        String revision,
        @Nullable String originRevision,
        String actor,
        String startedAt,
        String finishedAt,
        String outcome,
        @Nullable String message,
        List<AppliedObject> objects,
        int unchanged)
        implements BusMessage {
    /** Reads an absent list as empty and copies another. */
    public ApplyRecorded {
        objects = objects == null ? List.of() : List.copyOf(objects);
    }

    @Override
    public MessageType messageType() {
        return MessageType.APPLY;
    }

    @Override
    public String messageId() {
        return "apply:" + applyId;
    }

    /**
     * One object of an apply.
     *
     * @param object which object
     * @param action {@code created}, {@code configured}, {@code skipped}, {@code deleted} or {@code failed}
     * @param before hash of the owned fields before; absent when the object was not there. Of a promotion the digest of what the
     *     environment had
     * @param after hash of the owned fields afterwards; absent when the object is gone. Of a promotion the digest of what came
     * @param changedFields paths of the fields that changed; of a promotion the files
     * @param file file of the artifact that declares the object; absent when not known
     * @param line line in that file, from 1; 0 when not known
     * @param message why it was skipped or refused, or of a promotion why it was moved; absent otherwise
     */
    @WireRecord
    public record AppliedObject(
            ObjectReference object,
            String action,
            @Nullable String before,
            @Nullable String after,
            List<String> changedFields,
            @Nullable String file,
            int line,
            @Nullable String message) {
        /** Reads an absent list as empty and copies another. */
        public AppliedObject {
            changedFields = changedFields == null ? List.of() : List.copyOf(changedFields);
        }
    }
}
