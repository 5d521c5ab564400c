package dev.capstan.helmrelease.run;

import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.PostRenderer;
import dev.capstan.helm.PreviousRelease;
import dev.capstan.helm.RenderOptions;
import dev.capstan.helm.RenderRequest;
import dev.capstan.helm.RenderResult;
import dev.capstan.helm.ValuesPolicy;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.state.NextStep;
import dev.capstan.helmrelease.values.InlineValues;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Renders the chart of a release for the step that needs it. */
final class ReleaseRendering {

    private final Function<RenderRequest, RenderResult> renderer;
    private final Function<KnownHelmRelease, PostRenderer> postRenderers;
    private final Clock clock;

    /** @param postRenderers what a HelmRelease asks to be done to what the chart renders */
    ReleaseRendering(
            Function<RenderRequest, RenderResult> renderer,
            Function<KnownHelmRelease, PostRenderer> postRenderers,
            Clock clock) {
        this.renderer = renderer;
        this.postRenderers = postRenderers;
        this.clock = clock;
    }

    /**
     * Renders.
     *
     * @param stored the revisions that are stored
     */
    RenderResult render(PreparedRelease prepared, NextStep step, ReleaseHistory stored, Capabilities capabilities) {
        HelmReleaseSpec spec = prepared.release().spec();
        return renderer.apply(new RenderRequest(
                prepared.chart(),
                prepared.values().values(),
                release(prepared, step, stored),
                capabilities,
                prepared.cluster().lookup(),
                clock,
                prepared.values().secrets(),
                RenderOptions.DEFAULT
                        .withSchemaValidation(!options(prepared).skipsSchema(step))
                        .withPostRenderer(postRenderers.apply(prepared.release()), strategy(spec))));
    }

    private static ActionOptions options(PreparedRelease prepared) {
        return new ActionOptions(
                prepared.release().spec(),
                prepared.rulebook(),
                prepared.values().secrets());
    }

    private static RenderRequest.Release release(PreparedRelease prepared, NextStep step, ReleaseHistory stored) {
        var names = prepared.subject().names();
        Optional<ReleaseRecord> last = stored.last().map(revision -> revision.record());
        int revision = last.map(ReleaseRecord::version).orElse(0) + 1;
        if (!(step instanceof NextStep.Upgrade)) {
            return new RenderRequest.Release(
                    names.name(), names.namespace(), revision, false, Optional.empty(), ValuesPolicy.RESET);
        }
        Optional<PreviousRelease> kept = prepared.subject().wanted().keepsValues()
                ? stored.deployed().map(revisionOf -> previous(prepared, revisionOf.record()))
                : Optional.empty();
        return new RenderRequest.Release(
                names.name(),
                names.namespace(),
                revision,
                true,
                kept,
                kept.isPresent() ? ValuesPolicy.REUSE : ValuesPolicy.RESET);
    }

    /** The release before, as far as its values are concerned: those of the user, and the defaults of its chart. */
    private static PreviousRelease previous(PreparedRelease prepared, ReleaseRecord record) {
        var defaults = InlineValues.of(record.json().path("chart").path("values"));
        return new PreviousRelease(prepared.chart().withValues(defaults), InlineValues.of(record.config()));
    }

    private static PostRenderer.Strategy strategy(HelmReleaseSpec spec) {
        return switch (spec.postRenderStrategy()) {
            case "nohooks" -> PostRenderer.Strategy.NO_HOOKS;
            case "separate" -> PostRenderer.Strategy.SEPARATE;
            case null, default -> PostRenderer.Strategy.COMBINED;
        };
    }
}
