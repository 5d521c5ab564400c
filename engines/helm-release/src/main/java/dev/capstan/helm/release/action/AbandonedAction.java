package dev.capstan.helm.release.action;

import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Records an action whose process is dead as failed, after the hooks that it has left are deleted. */
final class AbandonedAction {

    private final ActionContext context;
    private final ReleaseStorage storage;

    AbandonedAction(ActionContext context, ReleaseStorage storage) {
        this.context = context;
        this.storage = storage;
    }

    /**
     * Heals, and goes on. Whoever deletes hooks has written the record before, so that one who was believed dead is refused
     * first.
     *
     * @param last the record that was abandoned
     */
    ActionOutcome after(ReleaseHistory history, StoredRecord last, Function<ReleaseHistory, ActionOutcome> then) {
        HookSweep sweep = HookSweep.of(context, last.record());
        StorageResult<StoredRecord> claimed =
                sweep.isEmpty() ? new StorageResult.Done<>(last) : storage.update(last, last.record());
        return switch (claimed) {
            case StorageResult.Done<StoredRecord>(StoredRecord ours) -> {
                List<String> left = sweep.run();
                context.ended(new ActionOutcome.Done(ours.record(), left));
                yield failed(history, ours, left, then);
            }
            case StorageResult<StoredRecord> other ->
                refused(RecordJournal.failure(other).orElseThrow());
        };
    }

    private ActionOutcome failed(
            ReleaseHistory history,
            StoredRecord abandoned,
            List<String> left,
            Function<ReleaseHistory, ActionOutcome> then) {
        String words = "The process that ran this action ended before it; it was left as "
                + abandoned.record().status().word()
                + (left.isEmpty() ? "" : "; hooks that are left: " + String.join("; ", left));
        StorageResult<StoredRecord> result =
                storage.update(abandoned, abandoned.record().with(ReleaseStatus.FAILED, words));
        return result instanceof StorageResult.Done<StoredRecord>(StoredRecord healed)
                ? then.apply(history.with(healed))
                : refused(RecordJournal.failure(result).orElseThrow());
    }

    private static ActionOutcome refused(ActionFailure failure) {
        return new ActionOutcome.Failed(failure, Optional.empty());
    }
}
