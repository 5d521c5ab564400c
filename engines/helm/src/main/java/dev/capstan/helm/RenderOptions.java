package dev.capstan.helm;

import java.util.Optional;

/**
 * How a chart is rendered.
 *
 * @param includesCrds whether the objects of {@code crds/} come first in the manifest
 * @param skipsSchemaValidation whether values are not checked against schemas
 * @param isStrict whether a template that asks for what is not there fails
 * @param hasSubchartNotes whether the notes of the charts inside of the chart are added
 * @param postRenderer what changes the manifests; empty for none
 * @param postRenderStrategy what goes through it
 * @param limits what it may take
 */
public record RenderOptions(
        boolean includesCrds,
        boolean skipsSchemaValidation,
        boolean isStrict,
        boolean hasSubchartNotes,
        Optional<PostRenderer> postRenderer,
        PostRenderer.Strategy postRenderStrategy,
        RenderLimits limits) {
    /** As {@code helm template} without flags. */
    public static final RenderOptions DEFAULT = new RenderOptions(
            false, false, false, false, Optional.empty(), PostRenderer.Strategy.COMBINED, RenderLimits.DEFAULT);

    /** The same, with or without the objects of {@code crds/}. */
    public RenderOptions withCrds(boolean isOn) {
        return new RenderOptions(
                isOn, skipsSchemaValidation, isStrict, hasSubchartNotes, postRenderer, postRenderStrategy, limits);
    }

    /** The same, with or without the check of values against schemas. */
    public RenderOptions withSchemaValidation(boolean isOn) {
        return new RenderOptions(
                includesCrds, !isOn, isStrict, hasSubchartNotes, postRenderer, postRenderStrategy, limits);
    }

    /** The same, with a post-renderer. */
    public RenderOptions withPostRenderer(PostRenderer renderer, PostRenderer.Strategy strategy) {
        return new RenderOptions(
                includesCrds,
                skipsSchemaValidation,
                isStrict,
                hasSubchartNotes,
                Optional.of(renderer),
                strategy,
                limits);
    }

    /** The same, with other limits. */
    public RenderOptions withLimits(RenderLimits others) {
        return new RenderOptions(
                includesCrds,
                skipsSchemaValidation,
                isStrict,
                hasSubchartNotes,
                postRenderer,
                postRenderStrategy,
                others);
    }
}
