package dev.capstan.applicationmanifests;

import dev.capstan.argo.source.DirectorySelection;
import dev.capstan.charts.ChartLimits;
import dev.capstan.kustomize.BuildLimits;

/**
 * What rendering may take.
 *
 * @param builds under way at once
 * @param memory bytes for objects that were rendered before, about
 * @param sources of one Application
 * @param directory of one folder of manifests
 * @param kustomize of one build
 * @param charts of one chart
 */
public record RenderLimits(
        int builds,
        long memory,
        int sources,
        DirectorySelection.Limits directory,
        BuildLimits kustomize,
        ChartLimits charts) {
    /** Four builds, 64 MiB and a hundred sources, and what the engines have. */
    public static final RenderLimits DEFAULT = new RenderLimits(
            4, 64L << 20, 100, DirectorySelection.Limits.DEFAULT, BuildLimits.defaults(), ChartLimits.DEFAULT);

    /** The same with other builds and another memory. */
    public RenderLimits with(int otherBuilds, long otherMemory) {
        return new RenderLimits(otherBuilds, otherMemory, sources, directory, kustomize, charts);
    }
}
