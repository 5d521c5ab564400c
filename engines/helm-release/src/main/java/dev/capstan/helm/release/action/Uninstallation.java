package dev.capstan.helm.release.action;

import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.UninstallOptions;
import dev.capstan.helm.release.object.ObjectRemoval;
import dev.capstan.helm.release.object.UninstallOrder;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The course of an uninstallation. Each part of it may be done again; until its end the newest record says so. */
final class Uninstallation implements StepwiseAction.Ending {

    private final ActionContext context;
    private final UninstallOptions options;
    private final ReleaseStorage storage;
    private final ReleaseHistory history;
    private final RecordJournal journal;
    private final FormerObjects objects;
    private final Masks masks;
    private final List<String> notices = new ArrayList<>();
    private final ActionLog log = new ActionLog(notices);

    Uninstallation(
            ActionContext context,
            UninstallOptions options,
            ReleaseStorage storage,
            ReleaseHistory history,
            StoredRecord last) {
        this.context = context;
        this.options = options;
        this.storage = storage;
        this.history = history;
        this.journal = new RecordJournal(storage, last);
        this.objects = FormerObjects.of(context, storage, history);
        this.masks = Masks.of(
                context.texts(),
                objects.objects().values(),
                last.record().hooks(),
                options.waiting().secrets());
        this.notices.addAll(objects.notices());
    }

    /** Nothing is changed when the objects are not known: with the records, the last trace of them would go. */
    ActionOutcome run() {
        Optional<ActionFailure> obstacle = objects.unknown().or(objects::illegible);
        if (obstacle.isPresent()) {
            return new ActionOutcome.Failed(masks.hide(obstacle.get()), Optional.empty());
        }
        return StepwiseAction.run(
                List.of(
                        this::begun,
                        () -> hooks(HookEvent.PRE_DELETE),
                        // Hooks take their time: who was believed dead meanwhile must not delete objects any more.
                        () -> StepResult.unless(journal.save()),
                        log.noting(
                                "deleting %d objects"
                                        .formatted(objects.objects().size()),
                                this::removed),
                        () -> hooks(HookEvent.POST_DELETE),
                        () -> options.keepsHistory() ? kept() : purged()),
                context.recorded(this));
    }

    private StepResult begun() {
        Instant now = context.now();
        journal.note(record ->
                record.deletedAt(now).with(ReleaseStatus.UNINSTALLING, "Deletion in progress (or silently failed)"));
        return StepResult.unless(journal.save());
    }

    private StepResult hooks(HookEvent event) {
        if (!options.waiting().areHooksRun()) {
            return StepResult.done();
        }
        log.hooks(event, journal.record());
        return new HookRun(
                        context,
                        journal,
                        event,
                        options.waiting().timeout(),
                        options.waiting().rules(),
                        masks,
                        notices)
                .run();
    }

    /** Every object is tried, whatever happens to another one. */
    private StepResult removed() {
        List<ObjectWaits.Leaving> leaving = new ArrayList<>();
        Optional<ActionFailure> failure = Optional.empty();
        ObjectRemoval removal = context.removal(options.propagation());
        for (Manifest object : UninstallOrder.of(List.copyOf(objects.objects().values()))) {
            switch (removal.removeOwned(object)) {
                case ObjectRemoval.NotThere _ -> {}
                case ObjectRemoval.Accepted(ObjectRef ref, String uid) ->
                    leaving.add(new ObjectWaits.Leaving(ref, uid));
                case ObjectRemoval.Kept(ObjectId id, String why) -> notices.add(id.display() + " was kept: " + why);
                case ObjectRemoval.Failed(var refused) -> failure = failure.or(() -> Optional.of(refused));
            }
        }
        if (failure.isPresent()) {
            return StepResult.failed(failure.get());
        }
        return options.waiting().isAwaited() && !leaving.isEmpty()
                ? new ObjectWaits(context.engine().managed())
                        .gone(leaving, options.waiting().timeout())
                : StepResult.done();
    }

    private StepResult kept() {
        journal.note(record -> record.with(ReleaseStatus.UNINSTALLED, doneWords()));
        Optional<ActionFailure> failure = journal.save();
        return StepResult.unless(failure.or(() -> SupersededRevisions.of(
                        storage,
                        context.target().key(),
                        history.without(journal.record().version()))
                .failure()));
    }

    private StepResult purged() {
        history.unreadable()
                .forEach(damaged -> notices.add("objects that only the damaged record " + damaged.secret()
                        + " knew of were left where they are: " + damaged.why()));
        Optional<ActionFailure> failure =
                RecordPurge.run(storage, context.target().key(), history.with(journal.stored()), notices);
        journal.note(record -> record.with(ReleaseStatus.UNINSTALLED, doneWords()));
        return StepResult.unless(failure);
    }

    private String doneWords() {
        return options.description().isEmpty() ? "Uninstallation complete" : options.description();
    }

    @Override
    public List<ActionStep> afterFailure(ActionFailure failure) {
        return List.of(() -> {
            journal.note(record -> record.with(
                    ReleaseStatus.UNINSTALLING, masks.description("Uninstallation failed: " + failure.message())));
            return StepResult.unless(journal.save());
        });
    }

    @Override
    public ActionOutcome outcomeOf(ActionFailure failure) {
        return new ActionOutcome.Failed(
                masks.hide(failure), Optional.of(journal.stored().record()), log.last(masks));
    }

    @Override
    public ActionOutcome done() {
        return new ActionOutcome.Done(journal.record(), notices);
    }
}
