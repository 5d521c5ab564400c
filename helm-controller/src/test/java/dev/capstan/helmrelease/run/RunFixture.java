package dev.capstan.helmrelease.run;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.applier.dependency.DependencyCheck;
import dev.capstan.applier.dependency.FakeForeignObjects;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.applier.values.FakeVariables;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.Hook;
import dev.capstan.helm.HookEvent;
import dev.capstan.helm.ObjectLookup;
import dev.capstan.helm.PostRenderer;
import dev.capstan.helm.RenderFailure;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.RenderedRelease;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.ChartYaml;
import dev.capstan.helm.release.ReleaseActions;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helmrelease.chart.ChartSources;
import dev.capstan.helmrelease.chart.KnownChart;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.snapshot.Releases;
import dev.capstan.helmrelease.state.Stored;
import dev.capstan.helmrelease.status.StatusReport;
import dev.capstan.helmrelease.status.StatusReporter;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs over {@code apps/web}, between fakes of all ports; what a run reports is the status of the next one. */
final class RunFixture {

    static final ReleaseKey KEY = new ReleaseKey("apps", "web");

    final FakeReleaseActions actions = new FakeReleaseActions();
    final FakeVariables variables = new FakeVariables();
    final Map<ObjectKey, KnownHelmRelease> others = new HashMap<>();
    private final HelmReleaseRun run;
    private ChartSources.Lookup source = offered("1.0.0");
    private ReleaseClusters.Choice choice = new ReleaseClusters.Choice.Usable(new FakeCluster());
    private @Nullable String renderFailure;
    private HelmReleaseStatus status = HelmReleaseStatus.INITIAL;
    private Optional<LastRun> lastRun = Optional.empty();
    int renders;

    RunFixture() {
        run = new HelmReleaseRun(
                new HelmReleaseRun.Ports(
                        _ -> source,
                        key -> Optional.ofNullable(others.get(key)),
                        artifact -> new Charts.Opening.Opened(
                                chart(artifact.revision().text())),
                        variables,
                        new FakeClusters(),
                        this::render,
                        _ -> PostRenderer.Outcome.Changed::new),
                new DependencyCheck(new CelExpressionCompiler(), false, true, new FakeForeignObjects()),
                new CelExpressionCompiler(),
                new RunOptions(true, true, false, true),
                Clock.fixed(Stored.NOW, ZoneOffset.UTC));
    }

    void offers(String version) {
        source = offered(version);
    }

    void source(ChartSources.Lookup lookup) {
        source = lookup;
    }

    void cluster(ReleaseClusters.Choice other) {
        choice = other;
    }

    void rendering(@Nullable String failure) {
        renderFailure = failure;
    }

    HelmReleaseStatus status() {
        return status;
    }

    void status(HelmReleaseStatus known) {
        status = known;
    }

    /** The memory of the process is gone. */
    void restarts() {
        lastRun = Optional.empty();
    }

    RunResult run(String spec) {
        return run(known(spec, Map.of()));
    }

    RunResult run(String spec, Map<String, String> annotations) {
        return run(known(spec, annotations));
    }

    private RunResult run(KnownHelmRelease release) {
        return report(release, run.run(release, new RunContext(lastRun, List.of())));
    }

    RunResult resume(String spec, RunResult.Acting acting) {
        return report(known(spec, Map.of()), run.resume(acting.action(), new RunContext(lastRun, List.of())));
    }

    /** The wait is given up, and what is known by then is the status of the next run. */
    void giveUp(RunResult.Acting acting) {
        status = run.giveUp(acting.action(), "newer input").status();
    }

    private KnownHelmRelease known(String spec, Map<String, String> annotations) {
        KnownHelmRelease release = Releases.known(spec, status, annotations);
        // Every change of a spec makes a new generation.
        return new KnownHelmRelease(
                release.key(),
                release.uid(),
                annotations,
                Math.abs(spec.hashCode()) + 1L,
                release.spec(),
                status,
                false,
                release.fields());
    }

    private RunResult report(KnownHelmRelease release, RunResult result) {
        var reporter = new StatusReporter(release, Duration.ofSeconds(30), Stored.NOW);
        StatusReport report = switch (result) {
            case RunResult.Refused(var reason, var message) -> reporter.refused(reason, message);
            case RunResult.NotReady(var reason, var message) -> reporter.notReady(reason, message);
            case RunResult.NotPrepared(var reason, var message) -> reporter.notPrepared(reason, message);
            case RunResult.Acting(var action) -> reporter.acting(action.progress(), action.word(), action.timeout());
            case RunResult.Broken(var progress, var _, var message) -> reporter.broken(progress, message);
            case RunResult.TargetChanged(var progress, var reason) -> reporter.targetChanged(progress, reason);
            case RunResult.Ended(var progress, var subject, var last, var remembered, var drift) -> {
                lastRun = remembered;
                yield reporter.ended(progress, subject, last, drift);
            }
        };
        status = report.status().apply(status);
        return result;
    }

    private RenderResult render(RenderRequest request) {
        renders++;
        return renderFailure != null
                ? new RenderResult.NotRendered(RenderFailure.of(RenderFailure.Kind.EXECUTE, renderFailure))
                : new RenderResult.Rendered(new RenderedRelease(
                        request.chart(),
                        request.values(),
                        request.values(),
                        "",
                        List.of(new Hook(
                                "web-test",
                                "Pod",
                                "web/templates/test.yaml",
                                "",
                                List.of(HookEvent.TEST),
                                0,
                                List.of(),
                                List.of())),
                        "",
                        List.of(),
                        List.of()));
    }

    private static ChartSources.Lookup offered(String version) {
        return new ChartSources.Lookup.Found(new KnownChart(
                true,
                Optional.empty(),
                Optional.of(new Artifact(
                        new ArtifactDigest("sha256:" + version),
                        "helmchart/apps/apps-web/web.tgz",
                        new ArtifactUrl("http://source-controller/web.tgz"),
                        new ArtifactRevision(version),
                        "2026-01-01T00:00:00Z",
                        1L,
                        Map.of())),
                false));
    }

    private static Chart chart(String version) {
        return new Chart(
                new ChartYaml(
                        "web", "", List.of(), version, "", List.of(), List.of(), "", "v2", "", "", "7", false, Map.of(),
                        "", List.of(), ""),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private final class FakeClusters implements ReleaseClusters {
        @Override
        public Choice of(IdentityRequest request) {
            return choice;
        }

        @Override
        public void release(ObjectKey subject) {
            throw new AssertionError("runs do not release");
        }
    }

    private final class FakeCluster implements ReleaseCluster {
        @Override
        public ReleaseActions actions() {
            return actions;
        }

        @Override
        public Reading capabilities() {
            return new Reading.Known(Capabilities.DEFAULT);
        }

        @Override
        public DriftFinding drift(DriftQuery query) {
            throw new AssertionError("no test asks for drift");
        }

        @Override
        public ObjectLookup lookup() {
            return ObjectLookup.NONE;
        }

        @Override
        public Optional<ResourceInventory> inventory(String manifest, String namespace, List<String> definitions) {
            return Optional.empty();
        }
    }
}
