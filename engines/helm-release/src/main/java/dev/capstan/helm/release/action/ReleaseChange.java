package dev.capstan.helm.release.action;

import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.WaitOptions;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The course of an installation, an upgrade and a rollback, once the new revision is recorded as pending: hooks, objects,
 * wait, hooks, and the record.
 */
final class ReleaseChange implements StepwiseAction.Ending {

    /**
     * What is different between the three.
     *
     * @param before hooks that run before the objects change
     * @param after hooks that run after they are ready
     * @param done what the record says at the end
     * @param hookFailure what stands before the failure of a hook, with the event put in; may be empty
     * @param failure what stands before a failure in the record
     * @param cleansUp whether objects that it has created are deleted when it fails
     */
    record Course(
            HookEvent before, HookEvent after, String done, String hookFailure, String failure, boolean cleansUp) {}

    private final ActionContext context;
    private final Course course;
    private final WaitOptions options;
    private final ReleaseStorage storage;
    private ReleaseHistory history;
    private final RecordJournal journal;
    private final ObjectChanges changes;
    private final Masks masks;
    private final List<String> notices;
    private final ActionLog log;

    ReleaseChange(
            ActionContext context,
            Course course,
            WaitOptions options,
            ReleaseStorage storage,
            ReleaseHistory history,
            RecordJournal journal,
            ObjectChanges changes,
            Masks masks,
            List<String> notices) {
        this.context = context;
        this.course = course;
        this.options = options;
        this.storage = storage;
        this.history = history;
        this.journal = journal;
        this.changes = changes;
        this.masks = masks;
        this.notices = notices;
        this.log = new ActionLog(notices);
    }

    ActionOutcome run() {
        return StepwiseAction.run(
                List.of(
                        () -> hooks(course.before()),
                        this::stillOurs,
                        log.noting("applying %d objects".formatted(changes.count()), changes::apply),
                        changes::removeGone,
                        this::ready,
                        () -> hooks(course.after()),
                        this::deployed,
                        this::supersedeOthers),
                context.recorded(this));
    }

    private StepResult ready() {
        if (options.isAwaited()) {
            log.add("waiting at most %ds for the objects to become ready"
                    .formatted(options.timeout().toSeconds()));
        }
        return changes.awaitReady(options);
    }

    private StepResult hooks(HookEvent event) {
        if (!options.areHooksRun()) {
            return StepResult.done();
        }
        log.hooks(event, journal.record());
        return new HookRun(context, journal, event, options.timeout(), options.rules(), masks, notices).run();
    }

    /** Hooks take their time: who was believed dead meanwhile must not write objects any more. */
    private StepResult stillOurs() {
        return StepResult.unless(journal.save());
    }

    private StepResult deployed() {
        journal.note(record -> record.with(ReleaseStatus.DEPLOYED, course.done()));
        return StepResult.unless(journal.save());
    }

    /**
     * After the new revision, so that there is one deployed at any moment. When the process dies in between there are two,
     * of which the newer counts, and the next action finds the other.
     */
    private StepResult supersedeOthers() {
        SupersededRevisions superseding =
                SupersededRevisions.of(storage, context.target().key(), history);
        history = superseding.history();
        // The release is deployed all the same.
        superseding
                .failure()
                .ifPresent(failure -> notices.add("an older revision still counts as deployed: " + failure.message()));
        return StepResult.done();
    }

    @Override
    public List<ActionStep> afterFailure(ActionFailure failure) {
        List<ActionStep> steps = new ArrayList<>();
        steps.add(() -> failed(failure));
        if (course.cleansUp()) {
            steps.add(changes::removeCreated);
        }
        return steps;
    }

    private StepResult failed(ActionFailure failure) {
        journal.note(record -> record.with(
                ReleaseStatus.FAILED,
                course.failure().formatted(context.target().name()) + text(failure)));
        return StepResult.unless(journal.save());
    }

    private String text(ActionFailure failure) {
        String prefix = failure instanceof ActionFailure.HookFailed hook
                ? course.hookFailure().formatted(hook.event().word())
                : "";
        return masks.description(prefix + failure.message());
    }

    @Override
    public ActionOutcome outcomeOf(ActionFailure failure) {
        return new ActionOutcome.Failed(
                masks.hide(failure), Optional.of(journal.stored().record()), log.last(masks));
    }

    @Override
    public ActionOutcome done() {
        return new ActionOutcome.Done(journal.record(), notices, Optional.of(history.and(journal.stored())));
    }
}
