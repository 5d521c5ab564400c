package dev.capstan.helmrelease.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.applier.dependency.FakeForeignObjects;
import dev.capstan.applier.state.ObjectStates;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helmrelease.chart.ChartTemplates.DesiredChart;
import dev.capstan.helmrelease.run.FakeReleaseActions;
import dev.capstan.helmrelease.run.FakeRunPorts;
import dev.capstan.helmrelease.run.HelmCharts;
import dev.capstan.helmrelease.run.LastSync;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.snapshot.Releases;
import dev.capstan.helmrelease.state.Stored;
import dev.capstan.runtime.object.ObjectEdit;
import dev.capstan.runtime.reconcile.Cleanup;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The reconciler of {@code apps/web}, between fakes of everything around it. What it reports is the status of the next one. */
final class ReconcilerFixture implements ReconcilerContext<HelmRelease, HelmReleaseStatus> {

    static final ReleaseKey KEY = new ReleaseKey("apps", "web");
    private static final ObjectKey WEB = new ObjectKey("apps", "web");

    final FakeRunPorts ports = new FakeRunPorts();
    final FakeReleaseActions actions = ports.actions;
    final PendingTriggers triggers = new PendingTriggers(System::nanoTime);
    final List<Reason> events = new ArrayList<>();
    final HelmReleaseReconciler reconciler;
    private Optional<String> chartProblem = Optional.empty();
    private boolean isStatusRefused;
    private long generation;
    private String spec = "";
    private HelmRelease object = Releases.object("");

    ReconcilerFixture() {
        var charts = new TemplateCharts(new NoHelmCharts());
        reconciler = new HelmReleaseReconciler(
                this,
                Clock.fixed(Stored.NOW, ZoneOffset.UTC),
                new HelmReleaseReconciler.Parts(
                        ports.run(),
                        charts,
                        new ReleaseDeletion(ports.clusters(), charts),
                        _ -> ports.source(),
                        (_, _) -> false,
                        new FakeForeignObjects(),
                        Duration.ofSeconds(30)),
                new ObjectStates<LastSync, WaitingRelease>(),
                triggers,
                new ReleaseTriggers(this, triggers));
        spec("");
    }

    /** Another spec, and so another generation. */
    void spec(String fields) {
        HelmReleaseStatus status = object.getStatus();
        spec = fields;
        object = Releases.object(fields);
        object.getMetadata().setGeneration(++generation);
        object.setStatus(status);
    }

    /** Why the HelmChart cannot be made; none when it can. */
    void chartProblem(Optional<String> problem) {
        chartProblem = problem;
    }

    /** Whether the API server takes what a reconciliation reports. */
    void refusesStatus(boolean refuses) {
        isStatusRefused = refuses;
    }

    Requeue reconcile() {
        ReconcileResult<HelmReleaseStatus> result =
                reconciler.reconcile(object, new Reconciliation("1", Stored.NOW, Optional.empty(), true));
        if (isStatusRefused) {
            reconciler.statusNotWritten(WEB);
        } else {
            writeStatus(object, result.status());
        }
        return result.requeue();
    }

    /** Whether the HelmRelease may go. */
    boolean delete() {
        return reconciler.cleanUp(object, new Reconciliation("1", Stored.NOW, Optional.empty(), true))
                instanceof Cleanup.Done;
    }

    void suspend() {
        reconciler.suspend(object);
    }

    void isGone() {
        reconciler.forget(WEB);
    }

    HelmReleaseStatus status() {
        return object.getStatus() == null ? HelmReleaseStatus.INITIAL : object.getStatus();
    }

    List<String> stored() {
        return actions.stored(KEY);
    }

    private final class NoHelmCharts implements HelmCharts {
        @Override
        public Keeping keep(DesiredChart desired) {
            return chartProblem.<Keeping>map(Keeping.Failed::new).orElseGet(Keeping.Unchanged::new);
        }

        @Override
        public Optional<String> remove(KnownHelmRelease release, ObjectKey chart) {
            return Optional.empty();
        }
    }

    @Override
    public void wake(ObjectKey key) {}

    @Override
    public Optional<HelmRelease> find(ObjectKey key) {
        return Optional.of(object);
    }

    @Override
    public Stream<HelmRelease> all() {
        return Stream.of(object);
    }

    @Override
    public List<HelmRelease> indexed(String index, String value) {
        return List.of();
    }

    @Override
    public HelmRelease write(HelmRelease written, UnaryOperator<HelmReleaseStatus> change, ObjectEdit edit) {
        HelmReleaseStatus status = change.apply(status());
        object = Releases.object(spec);
        object.getMetadata().setGeneration(generation);
        object.setStatus(status);
        return object;
    }

    @Override
    public HelmRelease writeFinalStatus(HelmRelease written, UnaryOperator<HelmReleaseStatus> change) {
        return writeStatus(written, change);
    }

    @Override
    public void recordEvent(
            HelmRelease about, Severity severity, Reason reason, String message, Map<String, String> metadata) {
        events.add(reason);
    }
}
