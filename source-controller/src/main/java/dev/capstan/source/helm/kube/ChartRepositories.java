package dev.capstan.source.helm.kube;

import dev.capstan.chartaccess.RepositoryIndexes;
import dev.capstan.chartaccess.adapter.IndexFiles;
import dev.capstan.chartaccess.adapter.SharedIndexes;
import dev.capstan.charts.ChartLimits;
import dev.capstan.source.kube.SourceServices;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What both kinds that deal with charts share: the limits, and one cache of indexes. */
@Singleton
final class ChartRepositories {
    private final HelmConfig config;
    private @Nullable SourceServices openFor;
    private @Nullable RepositoryIndexes indexes;

    @Inject
    ChartRepositories(HelmConfig config) {
        this.config = config;
    }

    /** The indexes; opened once for each start of the controller. */
    synchronized RepositoryIndexes indexes(SourceServices services) throws IOException {
        var open = indexes;
        if (open == null || !services.equals(openFor)) {
            var files = IndexFiles.open(services.folder().resolve("helm-indexes"), services.clock());
            open = new SharedIndexes(services.http(), files, config.indexMaxBytes());
            indexes = open;
            openFor = services;
        }
        return open;
    }

    /** The limits of charts. */
    ChartLimits limits() {
        var standard = ChartLimits.DEFAULT;
        return new ChartLimits(
                config.chartMaxBytes(), config.chartFileMaxBytes(), standard.unpacked(), standard.files());
    }
}
