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
import dev.capstan.applier.state.ObjectStates;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.Triggers;
import dev.capstan.apply.Cancellation;
import dev.capstan.helmrelease.chart.ChartSourceLookup;
import dev.capstan.helmrelease.rollback.RollbackRequest;
import dev.capstan.helmrelease.run.ActionInProgress;
import dev.capstan.helmrelease.run.HelmReleaseRun;
import dev.capstan.helmrelease.run.LastSync;
import dev.capstan.helmrelease.run.ReleaseRunContext;
import dev.capstan.helmrelease.run.ReleaseRunResult;
import dev.capstan.helmrelease.run.ResultReport;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.status.HelmReleaseReport;
import dev.capstan.helmrelease.status.HelmReleaseReporter;
import dev.capstan.helmrelease.status.ReleaseEvent;
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
    private final ObjectStates<LastSync, WaitingRelease> states;
    private final PendingTriggers triggers;
    private final ReleaseTriggers changes;
    private final OfferedCharts offers;
    private final ReleaseWaits waits;

    /**
     * What it works with.
     *
     * @param charts the HelmCharts of templates
     * @param sources what offers charts
     * @param configs watches the ConfigMaps and Secrets that HelmReleases name
     * @param dependencies the objects of other kinds that are depended on
     * @param dependencyInterval how long to wait at most for a dependency or an artifact
     */
    record Parts(
            HelmReleaseRun run,
            TemplateCharts charts,
            ReleaseDeletion deletion,
            ChartSourceLookup sources,
            NamedConfigs configs,
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
            ObjectStates<LastSync, WaitingRelease> states,
            PendingTriggers triggers,
            ReleaseTriggers changes) {
        this.context = context;
        this.clock = clock;
        this.parts = parts;
        this.states = states;
        this.triggers = triggers;
        this.changes = changes;
        this.offers = new OfferedCharts(parts.sources());
        this.waits = new ReleaseWaits(states, parts.run(), offers, context::wake);
    }

    @Override
    public ReconcileResult<HelmReleaseStatus> reconcile(HelmRelease object, Reconciliation reconciliation) {
        boolean isRequested = reconciliation.requestedAt().isPresent();
        parts.dependencies().names(object.key(), HelmReleaseIndexes.foreignDependenciesOf(object));
        boolean isNewlyWatched = parts.configs().names(object.key(), HelmReleaseIndexes.configsOf(object));
        if (isNewlyWatched && object.getSpec().kubeConfig() != null) {
            // That it is seen for the first time would else look as if it led to another cluster by now.
            return unchanged(PROGRESS_AFTER);
        }
        Triggers causes = triggers.take(object.key());
        HelmRelease current = object;
        Optional<WaitingRelease> waiting = waits.of(object.key());
        if (waiting.isPresent()) {
            KnownHelmRelease release = HelmReleaseView.of(object, isRequested);
            switch (waits.aim(waiting.get(), release, causes)) {
                case SAME -> {
                    return goOn(object, release, waiting.get(), causes);
                }
                case UNCLEAR -> {
                    return goOnUnsure(object, release, waiting.get(), causes);
                }
                case OTHER -> current = giveUp(object);
            }
        }
        KnownHelmRelease release = HelmReleaseView.of(current, isRequested);
        return isAtRest(release, causes) ? unchanged(triggers.untilDue(object.key())) : run(current, release, causes);
    }

    private static ReconcileResult<HelmReleaseStatus> unchanged(Duration until) {
        return new ReconcileResult<>(status -> status, new Requeue.After(until));
    }

    private ReconcileResult<HelmReleaseStatus> run(HelmRelease object, KnownHelmRelease release, Triggers causes) {
        if (causes.mustRecheck()) {
            // However this run ends: no later one may go by what the last one knew of the values.
            states.idle(object.key());
        }
        boolean isHandled = false;
        try {
            TemplateCharts.Outcome chart = parts.charts().bringUp(release);
            recordEvents(object, chart.events());
            if (chart.problem().isPresent()) {
                return concluded(
                        object,
                        HelmReleaseReporter.naming(
                                chart.name(),
                                reporter(release)
                                        .notPrepared(
                                                Reason.HELM_CHART_SYNC_ERR,
                                                chart.problem().get())));
            }
            ReleaseRunResult result = runOnce(object.key(), release, causes);
            isHandled = isAnswer(result);
            return settle(object, release, chart.name(), result);
        } finally {
            if (!isHandled) {
                triggers.giveBack(object.key(), causes);
            }
        }
    }

    private ReleaseRunResult runOnce(ObjectKey key, KnownHelmRelease release, Triggers causes) {
        var runContext = new ReleaseRunContext(states.of(key).lastRun(), causes.drifts());
        states.begin(key, new Cancellation());
        triggers.asksForDependencies(key);
        try {
            ReleaseRunResult result = parts.run().run(release, runContext);
            if (!(result instanceof ReleaseRunResult.NotReady(var reason, var _)
                    && reason == Reason.DEPENDENCY_NOT_READY)) {
                triggers.needsNoDependency(key);
            }
            return result;
        } finally {
            states.settle(key);
        }
    }

    /** Whether a result is about everything that caused the run: a step that waits has begun with what was there to be seen. */
    private static boolean isAnswer(ReleaseRunResult result) {
        return result instanceof ReleaseRunResult.Acting
                || (result instanceof ReleaseRunResult.Ended ended
                        && !ended.drift().isOpen());
    }

    private ReconcileResult<HelmReleaseStatus> settle(
            HelmRelease object, KnownHelmRelease release, Optional<String> chart, ReleaseRunResult result) {
        switch (result) {
            case ReleaseRunResult.Acting(var action) -> {
                return startWaiting(object, release, chart, action);
            }
            case ReleaseRunResult.Ended ended -> {
                if (ended.isRemembered()) {
                    states.rest(object.key(), ended.lastRun().get());
                } else {
                    states.idle(object.key());
                }
            }
            case ReleaseRunResult.Broken _, ReleaseRunResult.TargetChanged _ -> states.idle(object.key());
            case ReleaseRunResult.Refused _, ReleaseRunResult.NotReady _, ReleaseRunResult.NotPrepared _ -> {}
        }
        return concluded(object, HelmReleaseReporter.naming(chart, ResultReport.of(reporter(release), result)));
    }

    private ReconcileResult<HelmReleaseStatus> concluded(HelmRelease object, HelmReleaseReport report) {
        recordEvents(object, report.events());
        if (report.next() instanceof Requeue.Interval(var interval)) {
            triggers.due(object.key(), interval);
        }
        return new ReconcileResult<>(report.status(), report.next());
    }

    private ReconcileResult<HelmReleaseStatus> startWaiting(
            HelmRelease object, KnownHelmRelease release, Optional<String> chart, ActionInProgress action) {
        WaitingRelease wait = waits.begin(release, chart, action);
        return wait.isDecided() ? goOn(object, release, wait, Triggers.NONE) : unchanged(PROGRESS_AFTER);
    }

    private ReconcileResult<HelmReleaseStatus> goOn(
            HelmRelease object, KnownHelmRelease release, WaitingRelease wait, Triggers causes) {
        if (!wait.isDecided()) {
            triggers.giveBack(object.key(), new Triggers(false, causes.concernsRemnants(), causes.drifts()));
            return stillWaiting(release, wait, wait.action().timeout().plus(SAFETY));
        }
        ReleaseRunResult result = waits.goOn(object.key(), wait, causes.drifts());
        if (!isAnswer(result)) {
            triggers.giveBack(object.key(), causes);
        }
        return settle(object, release, wait.chart(), result);
    }

    /** As long as the values cannot be read, nobody knows whether they are others; that is asked again soon. */
    private ReconcileResult<HelmReleaseStatus> goOnUnsure(
            HelmRelease object, KnownHelmRelease release, WaitingRelease wait, Triggers causes) {
        triggers.giveBack(object.key(), causes);
        if (!wait.isDecided()) {
            return stillWaiting(release, wait, SAFETY);
        }
        context.wake(object.key());
        return settle(object, release, wait.chart(), waits.goOn(object.key(), wait, List.of()));
    }

    private ReconcileResult<HelmReleaseStatus> stillWaiting(
            KnownHelmRelease release, WaitingRelease wait, Duration until) {
        HelmReleaseReport report = HelmReleaseReporter.naming(
                wait.chart(), ResultReport.of(reporter(release), new ReleaseRunResult.Acting(wait.action())));
        return new ReconcileResult<>(report.status(), new Requeue.After(until));
    }

    private HelmRelease giveUp(HelmRelease object) {
        String message = "Health checks canceled due to new reconciliation triggered by HelmRelease/" + object.key();
        context.recordEvent(object, Severity.INFO, Reason.HEALTH_CHECK_CANCELED, message, Map.of());
        return waits.giveUp(object.key(), "newer input is there")
                .map(change -> context.writeStatus(object, change))
                .orElse(object);
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
                                && offers.of(release)
                                        .filter(lastRun.version()::equals)
                                        .isPresent())
                        .isPresent();
    }

    private void recordEvents(HelmRelease object, List<ReleaseEvent> events) {
        events.forEach(
                event -> context.recordEvent(object, event.severity(), event.reason(), event.text(), event.metadata()));
    }

    private HelmReleaseReporter reporter(KnownHelmRelease release) {
        return new HelmReleaseReporter(release, parts.dependencyInterval(), clock.instant());
    }

    @Override
    public Cleanup cleanUp(HelmRelease object, Reconciliation reconciliation) {
        waits.giveUp(object.key(), "deleted");
        KnownHelmRelease release = HelmReleaseView.of(object, false);
        ReleaseDeletion.Deletion progress = parts.deletion().of(release, () -> context.wake(object.key()));
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

    /** What is remembered would otherwise count as told, and nothing would be left to do. A step that waits goes on. */
    @Override
    public void statusNotWritten(ObjectKey key) {
        if (waits.of(key).isEmpty()) {
            states.idle(key);
        }
    }

    @Override
    public boolean isSuspended(HelmRelease object) {
        return object.getSpec().suspend();
    }

    @Override
    public void suspend(HelmRelease object) {
        waits.giveUp(object.key(), "suspended").ifPresent(change -> context.writeStatus(object, change));
        parts.deletion().release(object.key());
        parts.configs().names(object.key(), Set.of());
        parts.dependencies().names(object.key(), Set.of());
    }

    @Override
    public void forget(ObjectKey key) {
        waits.drop(key);
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
