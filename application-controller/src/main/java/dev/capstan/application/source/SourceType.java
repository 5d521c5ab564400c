package dev.capstan.application.source;

import dev.capstan.argo.source.ApplicationSource;

/** What a source is fetched from. */
public enum SourceType {
    GIT,
    /** A repository of charts, over HTTP or in a registry. */
    CHART,
    /** An OCI registry, whatever lies in it. */
    OCI;

    /** The type of a source. One that names a chart is a chart, wherever that lies. */
    public static SourceType of(ApplicationSource source) {
        if (!source.chart().isEmpty()) {
            return CHART;
        }
        return source.isOci() ? OCI : GIT;
    }
}
