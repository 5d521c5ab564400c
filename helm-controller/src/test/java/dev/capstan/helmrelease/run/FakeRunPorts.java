package dev.capstan.helmrelease.run;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactDigest;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ResourceInventory;
import dev.capstan.applier.dependency.DependencyCheck;
import dev.capstan.applier.dependency.FakeForeignObjects;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.applier.values.FakeVariables;
import dev.capstan.apply.Owner;
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
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.UpgradeValues;
import dev.capstan.helm.values.Warnings;
import dev.capstan.helmrelease.chart.ChartSourceLookup;
import dev.capstan.helmrelease.chart.KnownChart;
import dev.capstan.helmrelease.drift.DriftFinding;
import dev.capstan.helmrelease.state.Stored;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fakes of everything that runs read from and write to. */
public final class FakeRunPorts {

    public final FakeReleaseActions actions = new FakeReleaseActions();
    public final FakeVariables variables = new FakeVariables();
    private ChartSourceLookup.Lookup source = offered("1.0.0");
    private ReleaseClusters.Choice choice = new ReleaseClusters.Choice.Usable(new FakeCluster());
    private DriftFinding drift = new DriftFinding.Clean();
    private @Nullable String renderFailure;
    private int renders;

    /** A run over them. */
    public HelmReleaseRun run() {
        return new HelmReleaseRun(
                new HelmReleaseRun.Ports(
                        _ -> source,
                        _ -> Optional.empty(),
                        artifact -> new ChartArtifacts.Opening.Opened(
                                chart(artifact.revision().text())),
                        variables,
                        clusters(),
                        this::render,
                        _ -> PostRenderer.Outcome.Changed::new),
                new DependencyCheck(new CelExpressionCompiler(), false, true, new FakeForeignObjects()),
                new CelExpressionCompiler(),
                new ReleaseRunOptions(true, true, false, true),
                Clock.fixed(Stored.NOW, ZoneOffset.UTC));
    }

    /** The clusters of releases. */
    public ReleaseClusters clusters() {
        return new FakeClusters();
    }

    /** What offers the chart, as it is at that moment. */
    public ChartSourceLookup.Lookup source() {
        return source;
    }

    /** The source has that version of the chart from now on. */
    public void offers(String version) {
        source = offered(version);
    }

    /** The source is found so from now on. */
    public void source(ChartSourceLookup.Lookup lookup) {
        source = lookup;
    }

    /** Another cluster is chosen. */
    public void cluster(ReleaseClusters.Choice other) {
        choice = other;
    }

    /** What looking for drift finds. */
    public void drift(DriftFinding finding) {
        drift = finding;
    }

    /** Why charts cannot be rendered; none when they can. */
    public void rendering(@Nullable String failure) {
        renderFailure = failure;
    }

    /** How often charts were rendered. */
    public int renders() {
        return renders;
    }

    private RenderResult render(RenderRequest request) {
        renders++;
        return renderFailure != null
                ? new RenderResult.NotRendered(RenderFailure.of(RenderFailure.Kind.EXECUTE, renderFailure))
                : new RenderResult.Rendered(new RenderedRelease(
                        request.chart(),
                        config(request),
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

    private static Map<String, @Nullable Object> config(RenderRequest request) {
        try {
            return UpgradeValues.choose(
                            request.release().valuesPolicy(),
                            request.chart(),
                            request.values(),
                            request.release().previous(),
                            new Warnings())
                    .values();
        } catch (InvalidValuesException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ChartSourceLookup.Lookup offered(String version) {
        return new ChartSourceLookup.Lookup.Found(new KnownChart(
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
            // Nothing is kept for anybody.
        }
    }

    private final class FakeCluster implements ReleaseCluster {
        @Override
        public ReleaseActions actions() {
            return actions;
        }

        @Override
        public Reading capabilities() {
            return new Reading.Known(Capabilities.DEFAULT, Optional::empty);
        }

        @Override
        public DriftFinding drift(DriftQuery query) {
            return drift;
        }

        @Override
        public boolean isMadeFor(Owner owner, ReleaseRecord release) {
            return release.manifest().isEmpty()
                    || release.manifest().contains(owner.namespaceLabel() + ": " + owner.namespace() + "\n");
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
