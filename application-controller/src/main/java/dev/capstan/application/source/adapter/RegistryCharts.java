package dev.capstan.application.source.adapter;

import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Kept;
import dev.capstan.chartaccess.PinnedCharts;
import dev.capstan.chartaccess.RegistryChart;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.digest.FieldDigest;
import dev.capstan.oci.registry.RegistryAccess;
import java.util.List;

/** Charts of registries. */
public final class RegistryCharts {
    private final PinnedCharts charts;

    /** Fetches these. */
    public RegistryCharts(PinnedCharts charts) {
        this.charts = charts;
    }

    /** The versions of a chart that there are now. */
    Answer<List<String>> versions(String folder, RegistryAccess access, String chart) {
        return chart(folder, access, chart).then(it -> AccessAnswers.of(charts.versions(it)));
    }

    /**
     * The archive of a version, fetched unless the registry has the very same that is kept.
     *
     * @param kept archives of all registries
     */
    Answer<byte[]> archive(String folder, RegistryAccess access, String chart, String version, Kept<byte[]> kept) {
        return chart(folder, access, chart)
                .then(it -> AccessAnswers.of(charts.digest(it, version)).then(digest -> {
                    var key = new FieldDigest()
                            .add(access.identity(), it.name().toString(), digest.toString())
                            .finish()
                            .hex();
                    return kept.get(key, () -> AccessAnswers.of(charts.pull(it, digest)));
                }));
    }

    private static Answer<RegistryChart> chart(String folder, RegistryAccess access, String chart) {
        return AccessAnswers.of(
                RegistryChart.anonymous(folder, chart).map(it -> it.as(access, RepositoryAccess.DEFAULT_TIMEOUT)));
    }
}
