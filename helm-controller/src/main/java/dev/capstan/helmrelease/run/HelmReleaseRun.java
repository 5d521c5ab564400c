package dev.capstan.helmrelease.run;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.applier.dependency.DependencyCheck;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.values.VariableStore;
import dev.capstan.expression.ExpressionCompiler;
import dev.capstan.helm.PostRenderer;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helmrelease.chart.ChartSourceLookup;
import dev.capstan.helmrelease.rollback.RollbackHold;
import dev.capstan.helmrelease.rollback.RollbackRequest;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.state.Assessment;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.state.Situation;
import dev.capstan.helmrelease.status.ReleaseProgress;
import dev.capstan.helmrelease.values.ComposedValues;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One run over one HelmRelease. May be done twice and ends in the same place; writes nothing but the release, its records and its
 * objects.
 */
public final class HelmReleaseRun {

    private final Ports ports;
    private final ReleaseSpecCheck specCheck;
    private final DependencyCheck dependencies;
    private final ReleaseRunOptions options;
    private final ReleaseChain chain;

    /**
     * What a run reads from and writes to.
     *
     * @param renderer renders charts
     * @param postRenderers what a HelmRelease asks to be done to what its chart renders
     */
    public record Ports(
            ChartSourceLookup sources,
            HelmReleases releases,
            ChartArtifacts charts,
            VariableStore variables,
            ReleaseClusters clusters,
            Function<RenderRequest, RenderResult> renderer,
            Function<KnownHelmRelease, PostRenderer> postRenderers) {}

    /** A run over those ports. */
    public HelmReleaseRun(
            Ports ports,
            DependencyCheck dependencies,
            ExpressionCompiler compiler,
            ReleaseRunOptions options,
            Clock clock) {
        this.ports = ports;
        this.specCheck = new ReleaseSpecCheck(compiler, options);
        this.dependencies = dependencies;
        this.options = options;
        this.chain = new ReleaseChain(new ReleaseRendering(ports.renderer(), ports.postRenderers(), clock), clock);
    }

    /** Runs; blocks while it downloads, renders and asks the API server, and never while something is waited for. */
    public ReleaseRunResult run(KnownHelmRelease release, ReleaseRunContext context) {
        var preparation = new ReleasePreparation(ports, dependencies, options, release);
        return specCheck
                .accept(release)
                .then(preparation::sourced)
                .end(sourced -> unchanged(release, sourced, context, preparation)
                        .orElseGet(() -> preparation.prepare(sourced).end(prepared -> chain.begin(prepared, context))));
    }

    /**
     * The result for a release whose inputs are those of the last run, which needs neither chart nor values; empty when they are
     * others, or when the release is not what it was. One request.
     */
    private Optional<ReleaseRunResult> unchanged(
            KnownHelmRelease release,
            ReleasePreparation.Sourced sourced,
            ReleaseRunContext context,
            ReleasePreparation preparation) {
        Optional<LastSync> last = context.lastRun()
                .filter(run -> run.isFor(release)
                        && run.version().equals(ArtifactVersion.of(sourced.artifact()))
                        && RollbackRequest.open(release.annotations(), release.status())
                                .isEmpty()
                        && !release.requests().isForced()
                        && !release.requests().isReset());
        return last.flatMap(run -> preparation.cluster() instanceof PreparationStep.GoesOn<ReleaseCluster>(var cluster)
                ? inSync(release, run, cluster, context, message -> hidden(message, preparation))
                : Optional.empty());
    }

    private static Optional<ReleaseRunResult> inSync(
            KnownHelmRelease release,
            LastSync last,
            ReleaseCluster cluster,
            ReleaseRunContext context,
            UnaryOperator<String> hide) {
        var actions = cluster.actions();
        ReleaseProgress.Subject subject = last.subject();
        return actions.history(PreparedRelease.targetOf(release, subject.names()))
                                instanceof StorageResult.Done<ReleaseHistory>(var stored)
                        && isAsWanted(actions.state(stored), release.status(), subject)
                ? Optional.of(new ReleaseRunResult.Ended(
                        ReleaseProgress.begin(subject, release.status(), false).settledIn(subject.names()),
                        subject,
                        new NextStep.Nothing(),
                        Optional.of(last),
                        DriftSearch.of(release, cluster, stored, context, hide)))
                : Optional.empty();
    }

    private static String hidden(String message, ReleasePreparation preparation) {
        return preparation.values() instanceof PreparationStep.GoesOn<ComposedValues.Composed>(var values)
                ? values.hide(message)
                : "the reason is not shown, since values that it may name cannot be read";
    }

    private static boolean isAsWanted(ReleaseState state, HelmReleaseStatus status, ReleaseProgress.Subject subject) {
        Situation situation = Assessment.of(
                state, status, subject.wanted(), subject.policies().ignoresTests(status));
        Situation held = RollbackHold.over(situation, status, subject.attempt());
        return held instanceof Situation.InSync || held instanceof Situation.RolledBack;
    }

    /** Goes on with a step that waited; its wait is over. */
    public ReleaseRunResult resume(ActionInProgress waiting, ReleaseRunContext context) {
        return chain.resume(waiting, context);
    }

    /** What a step that waits leads to, after something changed that values or the kubeconfig come from. */
    public WaitAim aimOf(ActionInProgress waiting, KnownHelmRelease release) {
        if (release.spec().kubeConfig() != null) {
            return WaitAim.OTHER;
        }
        return switch (new ReleasePreparation(ports, dependencies, options, release).values()) {
            case PreparationStep.GoesOn<ComposedValues.Composed>(var values) ->
                values.digest().equals(waiting.release().values().digest()) ? WaitAim.SAME : WaitAim.OTHER;
            case PreparationStep.Ends<ComposedValues.Composed> _ -> WaitAim.UNCLEAR;
        };
    }

    /** Gives a step up that waits, because newer input is there: what is known of the release by then. */
    public ReleaseProgress giveUp(ActionInProgress waiting, String reason) {
        return chain.giveUp(waiting, reason);
    }
}
