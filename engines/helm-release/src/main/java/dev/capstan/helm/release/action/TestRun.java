package dev.capstan.helm.release.action;

import dev.capstan.apply.Manifest;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.ReadinessRules;
import dev.capstan.helm.release.TestOptions;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.storage.ReleaseHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The course of a test: its hooks, and what the record says of them. The status of the revision stays as it is. */
final class TestRun implements StepwiseAction.Ending {

    private final ActionContext context;
    private final ReleaseHistory history;
    private final RecordJournal journal;
    private final HookRun hooks;
    private final Masks masks;
    private final Predicate<RecordedHook> isWanted;
    private final List<String> notices = new ArrayList<>();
    private final ActionLog log = new ActionLog(notices);

    TestRun(
            ActionContext context,
            TestOptions options,
            ReleaseHistory history,
            RecordJournal journal,
            List<Manifest> objects,
            Predicate<RecordedHook> isWanted) {
        this.context = context;
        this.history = history;
        this.journal = journal;
        this.isWanted = isWanted;
        this.masks = Masks.of(context.texts(), objects, journal.record().hooks(), options.secrets());
        this.hooks = new HookRun(
                context, journal, HookEvent.TEST, options.timeout(), ReadinessRules.KSTATUS, masks, notices);
    }

    ActionOutcome run() {
        log.hooks(HookEvent.TEST, journal.record());
        return StepwiseAction.run(
                List.of(() -> hooks.run(isWanted), () -> StepResult.unless(journal.save())), context.recorded(this));
    }

    @Override
    public List<ActionStep> afterFailure(ActionFailure failure) {
        return List.of(() -> StepResult.unless(journal.save()));
    }

    @Override
    public ActionOutcome outcomeOf(ActionFailure failure) {
        return new ActionOutcome.Failed(
                masks.hide(failure), Optional.of(journal.stored().record()), log.last(masks));
    }

    @Override
    public ActionOutcome done() {
        return new ActionOutcome.Done(journal.record(), notices, Optional.of(history.with(journal.stored())));
    }
}
