package dev.capstan.source.helm.kube;

import dev.capstan.access.SecretAccess;
import dev.capstan.access.registry.CloudRegistryIdentity;
import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.adapter.ClientChartRegistries;
import dev.capstan.chartaccess.adapter.HttpChartDownloads;
import dev.capstan.chartaccess.kube.ProcessIndexes;
import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.build.ChartBuilder;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.source.helm.HelmChartUpdate;
import dev.capstan.source.helm.HelmFailure;
import dev.capstan.source.helm.adapter.SignedChartRegistries;
import dev.capstan.source.kube.SourceKind;
import dev.capstan.source.kube.SourceKindFactory;
import dev.capstan.source.kube.SourceServices;
import dev.capstan.source.verification.ArtifactVerification;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;

/** Opens HelmChart objects. */
@Singleton
final class HelmChartKindFactory implements SourceKindFactory {
    private final ProcessIndexes shared;

    @Inject
    HelmChartKindFactory(ProcessIndexes shared) {
        this.shared = shared;
    }

    @Override
    public SourceKind<?, ?, ?> open(SourceServices services) throws IOException {
        var limits = shared.limits();
        var unpacked = Files.createDirectories(services.folder().resolve("helm-charts"));
        var lease = shared.open(services.folder().resolve("helm-indexes"));
        var registries = new RegistryClient(services.http(), RegistryLimits.DEFAULT);
        var update = new HelmChartUpdate(
                new ClusterChartSources(
                        services.client(), services.store(), services.folder().resolve("helm-sources")),
                lease.indexes(),
                new HttpChartDownloads(services.http()),
                new SignedChartRegistries(
                        new ClientChartRegistries(registries, limits.archive()),
                        new ArtifactVerification(
                                services.secrets(),
                                services.clock(),
                                failure -> HelmFailure.of(new ChartAccessFailure.RegistryFailed(failure.message())))),
                new SecretAccess(services.secrets()),
                new CloudRegistryIdentity(services.cloud()),
                services.store(),
                new ChartBuilder(new ChartArchive(unpacked, limits)),
                services.clock());
        return new HelmChartKind(update, services.clock(), lease);
    }
}
