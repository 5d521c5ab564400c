package dev.capstan.helmrelease.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.applier.dependency.ForeignObjects;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.state.ObjectState;
import dev.capstan.applier.state.ObjectStates;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.Triggers;
import dev.capstan.applier.trigger.kube.NamedConfigWatch;
import dev.capstan.apply.Cancellation;
import dev.capstan.helmrelease.chart.ChartOrigin;
import dev.capstan.helmrelease.chart.ChartSources;
import dev.capstan.helmrelease.chart.KnownChart;
import dev.capstan.helmrelease.rollback.RollbackRequest;
import dev.capstan.helmrelease.run.ActionInProgress;
import dev.capstan.helmrelease.run.HelmReleaseRun;
import dev.capstan.helmrelease.run.LastRun;
import dev.capstan.helmrelease.run.RunContext;
import dev.capstan.helmrelease.run.RunResult;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.status.ReleaseEvent;
import dev.capstan.helmrelease.status.StatusReport;
import dev.capstan.helmrelease.status.StatusReporter;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps HelmReleases true. A reconciliation runs, or goes on with a step that waited, or finds that there is nothing to do; it never
 * waits itself, so that releases which do stand in nobody's way.
 */
@Vetoed // made by HelmController, once its parts are open
final class HelmReleaseReconciler implements ObjectReconciler<HelmRelease, HelmReleaseStatus> {

    /** How long a step may go on before the status says that it does: short ones cost no write. */
    private static final Duration PROGRESS_AFTER = Duration.ofSeconds(1);

    /** The end of a wait wakes the HelmRelease up; this is only the safety net. */
    private static final Duration SAFETY = Duration.ofSeconds(5);

    private final ReconcilerContext<HelmRelease, HelmReleaseStatus> context;
    private final Clock clock;
    private final Parts parts;
    private final ObjectStates<LastRun, WaitingRelease> states;
    private final PendingTriggers triggers;
    private final ReleaseTriggers changes;

    /**
     * What it works with.
     *
     * @param charts the HelmCharts of templates
     * @param sources what offers charts
     * @param configs the ConfigMaps and Secrets that are watched
     * @param dependencies the objects of other kinds that are depended on
     * @param dependencyInterval how long to wait at most for a dependency or an artifact
     */
    record Parts(
            HelmReleaseRun run,
            TemplateCharts charts,
            ReleaseDeletion deletion,
            ChartSources sources,
            NamedConfigWatch configs,
            ForeignObjects dependencies,
            Duration dependencyInterval) {}

    /**
     * @param states what is done for each HelmRelease; read by the handlers, too
     * @param triggers why each is reconciled; filled by the handlers
     */
    HelmReleaseReconciler(
            ReconcilerContext<HelmRelease, HelmReleaseStatus> context,
            Clock clock,
            Parts parts,
            ObjectStates<LastRun, WaitingRelease> states,
            PendingTriggers triggers,
            ReleaseTriggers changes) {
        this.context = context;
        this.clock = clock;
        this.parts = parts;
        this.states = states;
        this.triggers = triggers;
        this.changes = changes;
    }

    @Override
    public ReconcileResult<HelmReleaseStatus> reconcile(HelmRelease object, Reconciliation reconciliation) {
        boolean isRequested = reconciliation.requestedAt().isPresent();
        KnownHelmRelease release = HelmReleaseView.of(object, isRequested);
        parts.configs().names(object.key(), HelmReleaseIndexes.configsOf(object));
        parts.dependencies().names(object.key(), HelmReleaseIndexes.foreignDependenciesOf(object));
        Triggers causes = triggers.take(object.key());
        if (states.of(object.key()) instanceof ObjectState.AwaitingHealth<LastRun, WaitingRelease>(var wait, var _)) {
            if (isCurrent(wait, release, causes)) {
                triggers.giveBack(object.key(), causes);
                return goOnWaiting(object, release, wait);
            }
            release = HelmReleaseView.of(object, isRequested, giveUp(object, release, wait));
        }
        return isAtRest(release, causes)
                ? new ReconcileResult<>(status -> status, new Requeue.After(triggers.untilDue(object.key())))
                : run(object, release, causes);
    }

    private ReconcileResult<HelmReleaseStatus> run(HelmRelease object, KnownHelmRelease release, Triggers causes) {
        TemplateCharts.Outcome chart = parts.charts().bringUp(release);
        recordEvents(object, chart.events());
        if (chart.problem().isPresent()) {
            return concluded(
                    object,
                    StatusReporter.naming(
                            chart.name(),
                            reporter(release)
                                    .notPrepared(
                                            Reason.HELM_CHART_SYNC_ERR,
                                            chart.problem().get())));
        }
        RunContext runContext = runContext(release, causes);
        states.begin(object.key(), new Cancellation());
        triggers.asksForDependencies(object.key());
        RunResult result;
        try {
            result = parts.run().run(release, runContext);
        } catch (RuntimeException | Error unexpected) {
            triggers.giveBack(object.key(), causes);
            throw unexpected;
        } finally {
            states.settle(object.key());
        }
        if (!(result instanceof RunResult.NotReady(var reason, var _) && reason == Reason.DEPENDENCY_NOT_READY)) {
            triggers.needsNoDependency(object.key());
        }
        if (!(result instanceof RunResult.Ended)) {
            triggers.giveBack(object.key(), causes);
        }
        return settle(object, release, chart.name(), result);
    }

    private RunContext runContext(KnownHelmRelease release, Triggers causes) {
        return new RunContext(
                causes.mustRecheck()
                        ? Optional.empty()
                        : states.of(release.key()).lastRun(),
                causes.drifts());
    }

    private ReconcileResult<HelmReleaseStatus> settle(
            HelmRelease object, KnownHelmRelease release, Optional<String> chart, RunResult result) {
        if (result instanceof RunResult.Acting(var action)) {
            return startWaiting(object, release, chart, action);
        }
        StatusReporter reporter = reporter(release);
        StatusReport report = switch (result) {
            case RunResult.Refused(var reason, var message) -> reporter.refused(reason, message);
            case RunResult.NotReady(var reason, var message) -> reporter.notReady(reason, message);
            case RunResult.NotPrepared(var reason, var message) -> reporter.notPrepared(reason, message);
            case RunResult.Acting _ -> throw new IllegalStateException("waits");
            case RunResult.Broken(var progress, var _, var message) -> {
                states.idle(object.key());
                yield reporter.broken(progress, message);
            }
            case RunResult.TargetChanged(var progress, var reason) -> {
                states.idle(object.key());
                yield reporter.targetChanged(progress, reason);
            }
            case RunResult.Ended(var progress, var subject, var last, var lastRun, var drift) -> {
                lastRun.ifPresentOrElse(
                        remembered -> states.rest(object.key(), remembered), () -> states.idle(object.key()));
                yield reporter.ended(progress, subject, last, drift);
            }
        };
        return concluded(object, StatusReporter.naming(chart, report));
    }

    private ReconcileResult<HelmReleaseStatus> concluded(HelmRelease object, StatusReport report) {
        recordEvents(object, report.events());
        if (report.next() instanceof Requeue.Interval(var interval)) {
            triggers.due(object.key(), interval);
        }
        return new ReconcileResult<>(report.status(), report.next());
    }

    private ReconcileResult<HelmReleaseStatus> startWaiting(
            HelmRelease object, KnownHelmRelease release, Optional<String> chart, ActionInProgress action) {
        var wait = new WaitingRelease(action, chart, offered(release));
        states.await(object.key(), wait);
        action.action().whenDecided(() -> {
            wait.decided();
            context.wake(object.key());
        });
        return wait.isDecided()
                ? goOnWaiting(object, release, wait)
                : new ReconcileResult<>(status -> status, new Requeue.After(PROGRESS_AFTER));
    }

    private ReconcileResult<HelmReleaseStatus> goOnWaiting(
            HelmRelease object, KnownHelmRelease release, WaitingRelease wait) {
        if (!wait.isDecided()) {
            ActionInProgress action = wait.action();
            StatusReport report = StatusReporter.naming(
                    wait.chart(), reporter(release).acting(action.progress(), action.word(), action.timeout()));
            return new ReconcileResult<>(
                    report.status(), new Requeue.After(action.timeout().plus(SAFETY)));
        }
        states.settle(object.key());
        RunResult result = parts.run().resume(wait.action(), new RunContext(Optional.empty(), List.of()));
        return settle(object, release, wait.chart(), result);
    }

    /** Whether a wait is still for what the HelmRelease asks for; a source that is away does not change that. */
    private boolean isCurrent(WaitingRelease wait, KnownHelmRelease release, Triggers causes) {
        return !causes.mustRecheck()
                && !release.isRequested()
                && !asksForAnotherRollback(wait, release)
                && wait.action().release().release().uid().equals(release.uid())
                && wait.action().release().release().generation() == release.generation()
                && offered(release)
                        .map(it -> wait.version().filter(it::equals).isPresent())
                        .orElse(true);
    }

    private static boolean asksForAnotherRollback(WaitingRelease wait, KnownHelmRelease release) {
        return RollbackRequest.open(release.annotations(), release.status())
                .filter(request -> !RollbackRequest.open(
                                wait.action().release().release().annotations(), release.status())
                        .filter(request::equals)
                        .isPresent())
                .isPresent();
    }

    private HelmReleaseStatus giveUp(HelmRelease object, KnownHelmRelease release, WaitingRelease wait) {
        states.endWait(object.key());
        String message = "Health checks canceled due to new reconciliation triggered by HelmRelease/" + object.key();
        context.recordEvent(object, Severity.INFO, Reason.HEALTH_CHECK_CANCELED, message, Map.of());
        HelmReleaseStatus known =
                parts.run().giveUp(wait.action(), "newer input is there").status();
        return known.with(release.status().common().withObservedGeneration(known.observedGeneration()));
    }

    private Optional<ArtifactVersion> offered(KnownHelmRelease release) {
        return parts.sources()
                                .find(ChartOrigin.of(release.key(), release.spec())
                                        .source())
                        instanceof ChartSources.Lookup.Found(KnownChart chart)
                ? chart.artifact().map(ArtifactVersion::of)
                : Optional.empty();
    }

    /** Nothing was asked for, nothing is new, and the next complete run is not due. */
    private boolean isAtRest(KnownHelmRelease release, Triggers causes) {
        return !causes.mustApply()
                && !release.isRequested()
                && RollbackRequest.open(release.annotations(), release.status()).isEmpty()
                && Conditions.of(release.status().conditions()).isTrue(Condition.READY)
                && !triggers.untilDue(release.key()).isZero()
                && states.of(release.key())
                        .lastRun()
                        .filter(lastRun -> lastRun.isFor(release)
                                && offered(release)
                                        .filter(lastRun.version()::equals)
                                        .isPresent())
                        .isPresent();
    }

    private void recordEvents(HelmRelease object, List<ReleaseEvent> events) {
        events.forEach(
                event -> context.recordEvent(object, event.severity(), event.reason(), event.text(), event.metadata()));
    }

    private StatusReporter reporter(KnownHelmRelease release) {
        return new StatusReporter(release, parts.dependencyInterval(), clock.instant());
    }

    @Override
    public Cleanup cleanUp(HelmRelease object, Reconciliation reconciliation) {
        endWait(object.key(), "deleted");
        KnownHelmRelease release = HelmReleaseView.of(object, false);
        ReleaseDeletion.Progress progress = parts.deletion().of(release, () -> context.wake(object.key()));
        recordEvents(object, progress.events());
        return switch (progress) {
            case ReleaseDeletion.Finished _ -> Cleanup.DONE;
            case ReleaseDeletion.NotYet(var atMost) -> new Cleanup.NotYet(atMost);
            case ReleaseDeletion.Stuck(var message, var _) -> {
                context.writeStatus(
                        object,
                        status -> reporter(release).notUninstalled(message).apply(status));
                yield new Cleanup.Failed(message);
            }
        };
    }

    private void endWait(ObjectKey key, String reason) {
        states.endWait(key).ifPresent(wait -> parts.run().giveUp(wait.action(), reason));
    }

    /** What is remembered would otherwise count as told, and nothing would be left to do. */
    @Override
    public void statusNotWritten(ObjectKey key) {
        states.idle(key);
    }

    @Override
    public boolean isSuspended(HelmRelease object) {
        return object.getSpec().suspend();
    }

    @Override
    public void suspend(HelmRelease object) {
        endWait(object.key(), "suspended");
        parts.deletion().release(object.key());
        parts.configs().names(object.key(), Set.of());
        parts.dependencies().names(object.key(), Set.of());
    }

    @Override
    public void forget(ObjectKey key) {
        states.endWait(key);
        parts.deletion().release(key);
        parts.configs().names(key, Set.of());
        parts.dependencies().names(key, Set.of());
        states.idle(key);
        triggers.forget(key);
    }

    @Override
    public Map<String, Function<HelmRelease, List<String>>> indexers() {
        return HelmReleaseIndexes.ALL;
    }

    @Override
    public void onChange(HelmRelease changed, HelmRelease before) {
        changes.statusChanged(changed, before);
    }
}
