package dev.capstan.helmrelease.run;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.helm.chart.Chart;

/** Opens artifacts as charts; many runs may share one. */
public interface ChartArtifacts {

    /** What became of opening one. */
    sealed interface Opening {

        /** The chart, with the charts inside of it. */
        record Opened(Chart chart) implements Opening {}

        /** The server has no such artifact (yet, or any more). */
        record NotThere(String message) implements Opening {}

        /** It cannot be used. */
        record Unusable(String message) implements Opening {}
    }

    /** Opens an artifact; blocks while it is downloaded. */
    Opening open(Artifact artifact);
}
