package dev.capstan.helmrelease.run;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.helmrelease.chart.ChartTemplates.DesiredChart;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import java.util.Optional;

/** The HelmCharts that are made of templates. Calls block while the API server is asked, which they do only to change something. */
public interface HelmCharts {

    /** What became of bringing one to its template. */
    sealed interface Keeping {

        /** It is as it is to be already. */
        record Unchanged() implements Keeping {}

        /** It was made. */
        record Created() implements Keeping {}

        /** It was changed. */
        record Configured() implements Keeping {}

        /** The API server refuses it, or cannot be asked. */
        record Failed(String message) implements Keeping {}
    }

    /** Sees to it that a HelmChart is as its template says. */
    Keeping keep(DesiredChart desired);

    /**
     * Deletes a HelmChart that was made of a template of that HelmRelease, and no other.
     *
     * @return why it could not be deleted; empty when it is gone
     */
    Optional<String> remove(KnownHelmRelease release, ObjectKey chart);
}
