package dev.capstan.helmrelease.chart;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.applier.source.SourceKey;

/** Whether the chart of a release can be had now. */
public sealed interface ChartReadiness {

    /**
     * It can.
     *
     * @param hasDigest whether the revision carries the digest of the chart
     */
    record Ready(Artifact artifact, boolean hasDigest) implements ChartReadiness {}

    /** It cannot, for the reason that the message gives; a change of the source decides again. */
    record NotReady(String message) implements ChartReadiness {}

    /** Whether the chart of that source can be had. */
    static ChartReadiness of(SourceKey key, ChartSourceLookup.Lookup lookup) {
        return switch (lookup) {
            case ChartSourceLookup.Lookup.Missing() -> new NotReady("%s not found".formatted(name(key)));
            case ChartSourceLookup.Lookup.OutOfScope() ->
                new NotReady("%s is in a namespace that this controller does not watch".formatted(name(key)));
            case ChartSourceLookup.Lookup.KindMissing(var advice) ->
                new NotReady("%s is not available: %s".formatted(name(key), advice));
            case ChartSourceLookup.Lookup.Found(var chart) -> of(key, chart);
        };
    }

    private static ChartReadiness of(SourceKey key, KnownChart chart) {
        if (!chart.isObserved()) {
            return new NotReady(
                    "%s is not ready: latest generation of object has not been reconciled".formatted(name(key)));
        }
        if (chart.stalled().isPresent()) {
            return new NotReady(
                    "%s is not ready: %s".formatted(name(key), chart.stalled().get()));
        }
        return chart.artifact()
                .<ChartReadiness>map(artifact -> new Ready(artifact, chart.hasDigest()))
                .orElseGet(() -> new NotReady("%s is not ready: it has no artifact yet".formatted(name(key))));
    }

    private static String name(SourceKey key) {
        return "%s '%s'".formatted(key.kind(), key.key());
    }
}
