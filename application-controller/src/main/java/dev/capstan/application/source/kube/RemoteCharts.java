package dev.capstan.application.source.kube;

import dev.capstan.access.kube.Upstreams;
import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.source.RemoteListener;
import dev.capstan.application.source.adapter.ChartPlaces;
import dev.capstan.application.source.adapter.ChartSources;
import dev.capstan.application.source.adapter.ListedInRegistries;
import dev.capstan.application.source.adapter.OciLayers;
import dev.capstan.application.source.adapter.OciSources;
import dev.capstan.application.source.adapter.ProjectRepositories;
import dev.capstan.application.source.adapter.RegistryCharts;
import dev.capstan.application.source.adapter.RemoteValues;
import dev.capstan.application.source.adapter.WebCharts;
import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.chartaccess.DependencyCharts;
import dev.capstan.chartaccess.RepositoryCharts;
import dev.capstan.chartaccess.adapter.ClientChartRegistries;
import dev.capstan.chartaccess.adapter.HttpChartDownloads;
import dev.capstan.chartaccess.kube.ProcessIndexes;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.runtime.host.ControllerScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Opens what fetches charts and OCI artifacts: with the indexes, the budgets of hosts and the rule for addresses of the process. */
@Singleton
public final class RemoteCharts {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(128L << 20, 512L << 20, 50_000);

    private final ProcessIndexes indexes;
    private final Upstreams upstreams;

    @Inject
    RemoteCharts(ProcessIndexes indexes, Upstreams upstreams) {
        this.indexes = indexes;
        this.upstreams = upstreams;
    }

    /** What was opened: for sources that name a chart, and for others with {@code oci://}. */
    public record Opened(ChartSources charts, OciSources oci) {}

    /**
     * Opens both.
     *
     * @param scope closes what they hold
     * @param folder for files of their own; nothing is lost but time when they are
     * @param authorities certificates that are trusted for a host besides those of the system, PEM
     * @param listener told when asking shows that a remote has something new
     */
    public Opened open(
            ControllerScope scope,
            ControlPlaneView plane,
            Path folder,
            Function<String, Optional<String>> authorities,
            RemoteListener listener)
            throws IOException {
        var http = scope.keep(upstreams.open(upstreams.addresses()));
        var lease = scope.keep(indexes.open(folder.resolve("helm-indexes")));
        var longestChart = indexes.limits().archive();
        var places = new ChartPlaces(
                () -> plane.now().repositories(), authorities, (project, url) -> permits(plane, project, url));
        var downloads = new RepositoryCharts(new HttpChartDownloads(http), longestChart);
        var client = new RegistryClient(http, RegistryLimits.DEFAULT);
        var registries = new ClientChartRegistries(client, longestChart);
        var inRegistries = new RegistryCharts(registries);
        var charts = new ChartSources(
                places,
                new WebCharts(lease.indexes(), downloads, new ListedInRegistries(places, inRegistries)),
                inRegistries,
                project -> new DependencyCharts(
                        lease.indexes(), downloads, registries, new ProjectRepositories(places, project)),
                new RemoteValues(http, authorities),
                listener);
        var archives = new ArchiveReader(Files.createDirectories(folder.resolve("oci-layers")), LIMITS);
        return new Opened(
                charts,
                new OciSources(places, client, new OciLayers(archives, LIMITS.download(), longestChart), listener));
    }

    private static boolean permits(ControlPlaneView plane, String project, String url) {
        return plane.now().project(project).filter(it -> it.permitsSource(url)).isPresent();
    }
}
