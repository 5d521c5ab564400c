package dev.capstan.helm;

/** What rendering a chart gives. */
public sealed interface RenderResult {

    /** It was rendered. */
    record Rendered(RenderedRelease release) implements RenderResult {}

    /** It cannot be rendered. */
    record NotRendered(RenderFailure failure) implements RenderResult {}
}
