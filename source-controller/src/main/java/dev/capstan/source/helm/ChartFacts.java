package dev.capstan.source.helm;

import dev.capstan.source.StoredSummary;
import java.util.List;
import java.util.Optional;

/**
 * What an update of a HelmChart finds out besides the artifact.
 *
 * @param chartName the name of the chart
 * @param sourceRevision the revision of the source's artifact; empty for a registry, which has none
 * @param valuesFiles the values files that were there
 * @param summary what people read about a new artifact; empty when the old one stays
 */
public record ChartFacts(
        String chartName, Optional<String> sourceRevision, List<String> valuesFiles, Optional<StoredSummary> summary) {

    /** Copies the list. */
    public ChartFacts {
        valuesFiles = List.copyOf(valuesFiles);
    }
}
