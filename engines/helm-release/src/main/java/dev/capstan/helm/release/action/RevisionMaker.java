package dev.capstan.helm.release.action;

import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.InstallOptions;
import dev.capstan.helm.release.RollbackOptions;
import dev.capstan.helm.release.UpgradeOptions;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the record of a new revision, and the plan by which it comes true. */
final class RevisionMaker {

    private final ActionContext context;
    private final ReleaseStorage storage;
    private final ReleaseHistory history;

    RevisionMaker(ActionContext context, ReleaseStorage storage, ReleaseHistory history) {
        this.context = context;
        this.storage = storage;
        this.history = history;
    }

    /** Begins an installation. */
    ActionOutcome install(ReleaseContent content, InstallOptions options) {
        ReleaseRecord record = ReleaseRecord.install(
                context.target().revision(history.next()), content, options.method(), context.now());
        String done = options.description().isEmpty() ? "Install complete" : options.description();
        return new NewRevision(context, storage, history)
                .make(
                        record,
                        new NewRevision.Plan(
                                new ReleaseChange.Course(
                                        HookEvent.PRE_INSTALL,
                                        HookEvent.POST_INSTALL,
                                        done,
                                        "failed %s: ",
                                        "Release \"%s\" failed: ",
                                        false),
                                options.waiting(),
                                options.takesOwnership(),
                                options.createsNamespace(),
                                false,
                                options.maxHistory(),
                                options.labels()));
    }

    /** Begins an upgrade. */
    ActionOutcome upgrade(ReleaseContent content, UpgradeOptions options, StoredRecord last) {
        ReleaseRecord current = history.deployed().orElse(last).record();
        ReleaseRecord record = ReleaseRecord.upgrade(
                context.target().revision(history.next()),
                content,
                options.apply().after(last.record().applyMethod()),
                current.firstDeployed().orElse(context.now()),
                context.now());
        Map<String, String> labels = new HashMap<>(last.labels());
        labels.putAll(options.labels());
        String done = options.description().isEmpty() ? "Upgrade complete" : options.description();
        return new NewRevision(context, storage, history)
                .make(
                        record,
                        new NewRevision.Plan(
                                new ReleaseChange.Course(
                                        HookEvent.PRE_UPGRADE,
                                        HookEvent.POST_UPGRADE,
                                        done,
                                        "%s hooks failed: ",
                                        "Upgrade \"%s\" failed: ",
                                        options.cleansUp()),
                                options.waiting(),
                                options.takesOwnership(),
                                false,
                                options.isForced(),
                                options.maxHistory(),
                                labels));
    }

    /**
     * Begins to go back.
     *
     * @param version the revision that it goes back to
     */
    ActionOutcome rollback(int version, RollbackOptions options, StoredRecord last) {
        return switch (storage.read(context.target().key(), history, version)) {
            case StorageResult.Done<ReleaseHistory>(var read) ->
                read.revision(version)
                        .map(stored -> rollback(stored, options, last))
                        .orElseGet(() -> refused(new ActionFailure.NotApplicable(
                                "cannot roll back " + context.target().key() + ": release has no " + version
                                        + " version",
                                "Choose one of the revisions that are still stored.")));
            case StorageResult<ReleaseHistory> other ->
                refused(RecordJournal.failure(other).orElseThrow());
        };
    }

    private ActionOutcome rollback(StoredRecord to, RollbackOptions options, StoredRecord last) {
        String done = "Rollback to " + to.record().version();
        ReleaseRecord record = to.record()
                .rolledBackTo(
                        history.next(),
                        last.record(),
                        context.now(),
                        options.apply().after(to.record().applyMethod()),
                        done);
        return new NewRevision(context, storage, history)
                .make(
                        record,
                        new NewRevision.Plan(
                                new ReleaseChange.Course(
                                        HookEvent.PRE_ROLLBACK,
                                        HookEvent.POST_ROLLBACK,
                                        done,
                                        "",
                                        "Rollback \"%s\" failed: ",
                                        options.cleansUp()),
                                options.waiting(),
                                true,
                                false,
                                options.isForced(),
                                options.maxHistory(),
                                to.labels()));
    }

    private static ActionOutcome refused(ActionFailure failure) {
        return new ActionOutcome.Failed(failure, Optional.empty());
    }
}
