package dev.capstan.chartaccess.adapter;

import dev.capstan.chartaccess.ChartAccessFailure;
import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.ChartRegistries;
import dev.capstan.chartaccess.PinnedCharts;
import dev.capstan.chartaccess.RegistryChart;
import dev.capstan.charts.ChartMetadata;
import dev.capstan.charts.index.VersionRequest;
import dev.capstan.digest.Digest;
import dev.capstan.http.Deadline;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Platform;
import dev.capstan.oci.Reference;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RemoteRepository;
import java.util.List;
import java.util.Optional;

/** Charts of OCI registries. In tags {@code _} stands for the {@code +} of versions, which tags cannot hold. */
public final class ClientChartRegistries implements ChartRegistries, PinnedCharts {
    /** Media types of the layer that is the archive, the present one first. */
    private static final List<String> ARCHIVES =
            List.of("application/vnd.cncf.helm.chart.content.v1.tar+gzip", "application/tar+gzip");

    private final RegistryClient registries;
    private final int longestChart;

    /**
     * Asks over the client.
     *
     * @param longestChart bytes that an archive may have
     */
    public ClientChartRegistries(RegistryClient registries, long longestChart) {
        this.registries = registries;
        this.longestChart = Math.toIntExact(longestChart);
    }

    @Override
    public ChartAccessResult<String> resolve(RegistryChart chart, VersionRequest request) {
        var repository = open(chart);
        var exact = exactTag(request);
        if (exact.isPresent() && repository.resolve(exact.get()) instanceof OciResult.Success<Descriptor> _) {
            return ChartAccessResult.success(request.toString());
        }
        return versions(repository)
                .then(versions -> request.best(versions)
                        .map(ChartAccessResult::success)
                        .orElseGet(() -> ChartAccessResult.failed(new ChartAccessFailure.RegistryFailed(
                                "no version in '" + chart.name() + "' matches '" + request + "'"))));
    }

    @Override
    public ChartAccessResult<List<String>> versions(RegistryChart chart) {
        return versions(open(chart));
    }

    private static ChartAccessResult<List<String>> versions(RemoteRepository repository) {
        return switch (repository.tags()) {
            case OciResult.Success<List<String>>(var tags) ->
                ChartAccessResult.success(tags.stream()
                        .map(tag -> tag.replace('_', '+'))
                        .filter(ChartMetadata::isVersion)
                        .toList());
            case OciResult.Failed<List<String>>(var failure) -> failed(failure);
        };
    }

    /** A complete version needs no list of all tags. */
    private static Optional<Reference> exactTag(VersionRequest request) {
        return request.isComplete() ? Reference.tag(request.toString().replace('+', '_')) : Optional.empty();
    }

    @Override
    public ChartAccessResult<byte[]> pull(RegistryChart chart, String version) {
        return tag(version).then(tag -> archive(open(chart), tag));
    }

    @Override
    public ChartAccessResult<byte[]> pull(RegistryChart chart, Digest manifest) {
        return pull(open(chart), manifest);
    }

    @Override
    public ChartAccessResult<Digest> digest(RegistryChart chart, String version) {
        return digest(open(chart), version);
    }

    /** The repository of a chart, for what a deadline from now on allows. */
    public RemoteRepository open(RegistryChart chart) {
        return registries.open(chart.name(), chart.access(), Deadline.in(chart.timeout()));
    }

    /** The digest of the manifest that a version names now. */
    public ChartAccessResult<Digest> digest(RemoteRepository repository, String version) {
        return tag(version).then(tag -> switch (repository.resolve(tag)) {
            case OciResult.Success<Descriptor>(var manifest) -> ChartAccessResult.success(manifest.digest());
            case OciResult.Failed<Descriptor>(var failure) -> failed(failure);
        });
    }

    /** The archive that the manifest of a digest names. */
    public ChartAccessResult<byte[]> pull(RemoteRepository repository, Digest manifest) {
        return archive(repository, new Reference.ByDigest(manifest));
    }

    private static ChartAccessResult<Reference> tag(String version) {
        return Reference.tag(version.replace('+', '_'))
                .map(ChartAccessResult::<Reference>success)
                .orElseGet(() -> ChartAccessResult.failed(new ChartAccessFailure.RegistryFailed(
                        "the version '" + version + "' cannot be a tag of a registry")));
    }

    private ChartAccessResult<byte[]> archive(RemoteRepository repository, Reference reference) {
        return switch (repository.image(reference, Platform.LINUX_AMD64)) {
            case OciResult.Success<Manifest.Image>(var image) -> archive(repository, image);
            case OciResult.Failed<Manifest.Image>(var failure) -> failed(failure);
        };
    }

    private ChartAccessResult<byte[]> archive(RemoteRepository repository, Manifest.Image image) {
        var layer = ARCHIVES.stream()
                .flatMap(type ->
                        image.layers().stream().filter(it -> it.mediaType().equals(type)))
                .findFirst();
        if (layer.isEmpty()) {
            return ChartAccessResult.failed(new ChartAccessFailure.RegistryFailed("'" + repository.name()
                    + "' holds no Helm chart: no layer has the media type " + ARCHIVES.getFirst()));
        }
        return switch (repository.bytes(layer.get(), longestChart)) {
            case OciResult.Success<byte[]>(var archive) -> ChartAccessResult.success(archive);
            case OciResult.Failed<byte[]>(var failure) -> failed(failure);
        };
    }

    private static <T> ChartAccessResult<T> failed(OciFailure failure) {
        return ChartAccessResult.failed(new ChartAccessFailure.RegistryFailed(failure.message()));
    }
}
