package dev.capstan.helm;

import dev.capstan.gotemplate.bounds.Limits;

/**
 * What rendering may take before it ends with an error.
 *
 * @param templates time, depth, output and memory of all templates together
 * @param schemaSteps of the check of values against schemas
 */
public record RenderLimits(Limits templates, long schemaSteps) {
    /** Charts of real life take milliseconds and kilobytes, and a few thousand steps. */
    public static final RenderLimits DEFAULT = new RenderLimits(Limits.STANDARD, 20_000_000);

    /** Refuses limits that would let nothing through. */
    public RenderLimits {
        if (schemaSteps <= 0) {
            throw new IllegalArgumentException("limits of rendering must be positive");
        }
    }
}
