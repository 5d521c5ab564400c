package dev.capstan.source.helm;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.source.HelmRepositorySpec;

/** What a chart is taken from. */
public sealed interface ChartSource {

    /**
     * A repository over HTTP.
     *
     * @param index its index as JSON
     */
    record Repository(HelmRepositorySpec spec, Artifact index) implements ChartSource {}

    /** A registry. */
    record Registry(HelmRepositorySpec spec) implements ChartSource {}

    /** Files of a Git repository or a bucket. */
    record Files(String kind, Artifact artifact) implements ChartSource {}
}
