package dev.capstan.helmrelease.chart;

import dev.capstan.api.artifact.Artifact;
import java.util.Optional;

/**
 * An object that offers a chart, as it was last seen.
 *
 * @param isObserved whether its controller has seen its spec as it is now; of a kind without that, true
 * @param stalled why its controller has given up, with its message; empty when it has not
 * @param artifact what it offers; empty before the first
 * @param hasDigest whether its revisions carry digests of charts, so that a version alone does not tell the chart
 */
public record KnownChart(
        boolean isObserved, Optional<String> stalled, Optional<Artifact> artifact, boolean hasDigest) {}
