package dev.capstan.image.automation.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.image.ImageUpdateAutomation;
import dev.capstan.api.image.ImageUpdateAutomationSpec;
import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.GoDuration;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.image.automation.plan.AutomationPlan;
import dev.capstan.image.automation.proposal.PullRequestStep;
import dev.capstan.image.automation.run.AutomationOutcome;
import dev.capstan.image.automation.run.AutomationRun;
import dev.capstan.image.automation.run.AutomationSnapshot;
import dev.capstan.image.automation.run.ReadyText;
import dev.capstan.image.kube.FailureCounter;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.runtime.redaction.Redaction;
import dev.capstan.runtime.status.ReadyState;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Runs automations, and says in status and events what came of it. */
@Vetoed // made by AutomationFactory
final class AutomationReconciler implements ObjectReconciler<ImageUpdateAutomation, ImageUpdateAutomationStatus> {
    private static final Duration STANDARD_INTERVAL = Duration.ofMinutes(10);
    /** Until the watch of policies has begun. */
    private static final Duration UNTIL_POLICIES = Duration.ofSeconds(2);

    private final ReconcilerContext<ImageUpdateAutomation, ImageUpdateAutomationStatus> context;
    private final AutomationRun run;
    private final WatchedPolicies policies;
    private final SourceNudge nudge;
    private final PullRequestStep pullRequests;
    private final FailureCounter failures;
    private final Map<ObjectKey, List<String>> toldWarnings = new ConcurrentHashMap<>();

    AutomationReconciler(
            ReconcilerContext<ImageUpdateAutomation, ImageUpdateAutomationStatus> context,
            AutomationRun run,
            WatchedPolicies policies,
            SourceNudge nudge,
            PullRequestStep pullRequests,
            FailureCounter failures) {
        this.context = context;
        this.run = run;
        this.policies = policies;
        this.nudge = nudge;
        this.pullRequests = pullRequests;
        this.failures = failures;
    }

    @Override
    public Map<String, Function<ImageUpdateAutomation, List<String>>> indexers() {
        return AutomationTriggers.indexers();
    }

    @Override
    public boolean isSuspended(ImageUpdateAutomation object) {
        return object.getSpec().suspend();
    }

    @Override
    public void forget(ObjectKey key) {
        toldWarnings.remove(key);
        pullRequests.forget(key);
    }

    @Override
    public ReconcileResult<ImageUpdateAutomationStatus> reconcile(
            ImageUpdateAutomation object, Reconciliation reconciliation) {
        if (!policies.areKnown()) {
            return new ReconcileResult<>(UnaryOperator.identity(), new Requeue.After(UNTIL_POLICIES));
        }
        ImageUpdateAutomationSpec spec = object.getSpec();
        AutomationOutcome outcome = run.run(new AutomationSnapshot(
                object.key(),
                object.getMetadata().getGeneration(),
                spec,
                statusOf(object),
                policies.of(object.key().namespace())));
        if (!outcome.pushes().isEmpty()) {
            nudge.pushed(AutomationPlan.sourceOf(object.key(), spec), object.ref());
        }
        outcome.failure().ifPresent(failure -> failures.count(object.getKind(), failure));
        ReadyState state = state(outcome);
        tell(object, outcome, state);
        UnaryOperator<ImageUpdateAutomationStatus> judged = state.on(object, reconciliation.startedAt());
        Instant now = reconciliation.startedAt();
        return new ReconcileResult<>(
                status -> judged.apply(withFindings(status, outcome, now)), requeue(outcome, intervalOf(spec)));
    }

    private static ReadyState state(AutomationOutcome outcome) {
        return outcome.failure()
                .<ReadyState>map(failure -> {
                    String message = Redaction.of(failure.message());
                    return failure.retry() == Failure.Retry.ON_INPUT_CHANGE
                            ? new ReadyState.Stalled(failure.reason(), message)
                            : new ReadyState.Retrying(failure.reason(), message);
                })
                .orElseGet(() -> new ReadyState.Ready(Reason.SUCCEEDED, Redaction.of(ReadyText.of(outcome.notes()))));
    }

    private static Requeue requeue(AutomationOutcome outcome, Duration interval) {
        return outcome.failure()
                .<Requeue>map(failure -> switch (failure.retry()) {
                    case ON_INPUT_CHANGE -> new Requeue.OnChange();
                    case ON_DEPENDENCY, WITH_BACKOFF -> new Requeue.BackoffUpTo(interval);
                })
                .orElseGet(() -> new Requeue.Interval(interval));
    }

    private static ImageUpdateAutomationStatus withFindings(
            ImageUpdateAutomationStatus status, AutomationOutcome outcome, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        ImageUpdateAutomationStatus changed = status;
        for (AutomationOutcome.Push push : outcome.pushes()) {
            changed = changed.withPush(push.commit(), time);
        }
        if (outcome.findings().isPresent()) {
            var found = outcome.findings().get();
            return changed.withRun(time, found.policies(), found.revision().orElse(null))
                    .withLeftAlone(found.leftAlone())
                    .withPullRequests(found.pullRequests());
        }
        return outcome.failure().isPresent()
                ? changed
                : changed.withRun(time, changed.observedPolicies(), changed.observedSourceRevision());
    }

    private void tell(ImageUpdateAutomation object, AutomationOutcome outcome, ReadyState state) {
        for (AutomationOutcome.Push push : outcome.pushes()) {
            event(object, Severity.INFO, Reason.SUCCEEDED, push.description());
        }
        outcome.events().forEach(done -> event(object, Severity.INFO, Reason.SUCCEEDED, done));
        outcome.findings().ifPresent(found -> tell(object, found));
        boolean isFailure = outcome.failure().isPresent();
        boolean isSaidByPush =
                !isFailure && !outcome.pushes().isEmpty() && outcome.notes().isEmpty();
        if (!isSaidByPush && !isSaid(object, state)) {
            event(object, isFailure ? Severity.ERROR : Severity.INFO, state.reason(), state.message());
        }
    }

    private void tell(ImageUpdateAutomation object, AutomationOutcome.Findings found) {
        for (var left : found.newlyLeftAlone()) {
            event(object, Severity.INFO, Reason.UPDATE_TAKEN_BACK, ReadyText.of(left));
        }
        List<String> told = found.warnings().isEmpty()
                ? toldWarnings.remove(object.key())
                : toldWarnings.put(object.key(), found.warnings());
        if (!found.warnings().isEmpty() && !found.warnings().equals(told)) {
            event(object, Severity.TRACE, Reason.MARKERS_NOT_APPLIED, ReadyText.list(found.warnings()));
        }
    }

    private void event(ImageUpdateAutomation object, Severity severity, Reason reason, String message) {
        context.recordEvent(object, severity, reason, message, Map.of());
    }

    /** Whether the status says the same of this generation. */
    private static boolean isSaid(ImageUpdateAutomation object, ReadyState state) {
        return Conditions.of(statusOf(object).conditions())
                .get(Condition.READY)
                .filter(ready -> ready.message().equals(state.message())
                        && ready.reason().equals(state.reason().text())
                        && (state instanceof ReadyState.Ready
                                || ready.observedGeneration()
                                        == object.getMetadata().getGeneration()))
                .isPresent();
    }

    private static ImageUpdateAutomationStatus statusOf(ImageUpdateAutomation object) {
        return object.getStatus() == null ? ImageUpdateAutomationStatus.INITIAL : object.getStatus();
    }

    private static Duration intervalOf(ImageUpdateAutomationSpec spec) {
        return GoDuration.positive(spec.interval(), STANDARD_INTERVAL);
    }
}
