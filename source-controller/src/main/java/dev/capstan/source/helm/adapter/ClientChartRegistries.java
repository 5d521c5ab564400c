package dev.capstan.source.helm.adapter;

import dev.capstan.charts.ChartMetadata;
import dev.capstan.charts.index.VersionRequest;
import dev.capstan.http.Deadline;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Platform;
import dev.capstan.oci.Reference;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.source.SourceResult;
import dev.capstan.source.helm.ChartRegistries;
import dev.capstan.source.helm.HelmFailure;
import dev.capstan.source.verification.ArtifactVerification;
import dev.capstan.source.verification.VerificationRequest;
import java.util.List;
import java.util.Optional;

/** Charts of OCI registries. In tags {@code _} stands for the {@code +} of versions, which tags cannot hold. */
public final class ClientChartRegistries implements ChartRegistries {
    /** Media types of the layer that is the archive, the present one first. */
    private static final List<String> ARCHIVES =
            List.of("application/vnd.cncf.helm.chart.content.v1.tar+gzip", "application/tar+gzip");

    private final RegistryClient registries;
    private final ArtifactVerification signatures;
    private final int longestChart;

    /**
     * @param signatures verifies charts of which that is asked
     * @param longestChart bytes that an archive may have
     */
    public ClientChartRegistries(RegistryClient registries, ArtifactVerification signatures, long longestChart) {
        this.registries = registries;
        this.signatures = signatures;
        this.longestChart = Math.toIntExact(longestChart);
    }

    @Override
    public SourceResult<String> resolve(RegistryChart chart, VersionRequest request) {
        var repository = open(chart);
        var exact = exactTag(request);
        if (exact.isPresent() && repository.resolve(exact.get()) instanceof OciResult.Success<Descriptor> _) {
            return SourceResult.success(request.toString());
        }
        return switch (repository.tags()) {
            case OciResult.Success<List<String>>(var tags) ->
                request.best(tags.stream()
                                .map(tag -> tag.replace('_', '+'))
                                .filter(ChartMetadata::isVersion)
                                .toList())
                        .map(SourceResult::success)
                        .orElseGet(() -> SourceResult.failed(new HelmFailure.RegistryFailed(
                                "no version in '" + chart.name() + "' matches '" + request + "'")));
            case OciResult.Failed<List<String>>(var failure) -> failed(failure);
        };
    }

    /** A complete version needs no list of all tags. */
    private static Optional<Reference> exactTag(VersionRequest request) {
        return request.isComplete() ? Reference.tag(request.toString().replace('+', '_')) : Optional.empty();
    }

    @Override
    public SourceResult<PulledChart> pull(
            RegistryChart chart, String version, Optional<VerificationRequest> verification) {
        var repository = open(chart);
        var tag = Reference.tag(version.replace('+', '_'));
        if (tag.isEmpty()) {
            return SourceResult.failed(
                    new HelmFailure.RegistryFailed("the version '" + version + "' cannot be a tag of a registry"));
        }
        if (verification.isEmpty()) {
            return archive(chart, repository, tag.get()).map(archive -> new PulledChart(archive, Optional.empty()));
        }
        return switch (repository.resolve(tag.get())) {
            case OciResult.Success<Descriptor>(var manifest) ->
                signatures
                        .verify(
                                verification.get(),
                                repository,
                                manifest.digest(),
                                "version " + version + " (" + manifest.digest() + ")")
                        .then(verified -> archive(chart, repository, new Reference.ByDigest(manifest.digest()))
                                .map(archive -> new PulledChart(archive, Optional.of(verified))));
            case OciResult.Failed<Descriptor>(var failure) -> failed(failure);
        };
    }

    private SourceResult<byte[]> archive(RegistryChart chart, RemoteRepository repository, Reference reference) {
        return switch (repository.image(reference, Platform.LINUX_AMD64)) {
            case OciResult.Success<Manifest.Image>(var image) -> archive(chart, repository, image);
            case OciResult.Failed<Manifest.Image>(var failure) -> failed(failure);
        };
    }

    private SourceResult<byte[]> archive(RegistryChart chart, RemoteRepository repository, Manifest.Image image) {
        var layer = ARCHIVES.stream()
                .flatMap(type ->
                        image.layers().stream().filter(it -> it.mediaType().equals(type)))
                .findFirst();
        if (layer.isEmpty()) {
            return SourceResult.failed(new HelmFailure.RegistryFailed(
                    "'" + chart.name() + "' holds no Helm chart: no layer has the media type " + ARCHIVES.getFirst()));
        }
        return switch (repository.bytes(layer.get(), longestChart)) {
            case OciResult.Success<byte[]>(var archive) -> SourceResult.success(archive);
            case OciResult.Failed<byte[]>(var failure) -> failed(failure);
        };
    }

    private RemoteRepository open(RegistryChart chart) {
        return registries.open(chart.name(), chart.access(), Deadline.in(chart.timeout()));
    }

    private static <T> SourceResult<T> failed(OciFailure failure) {
        return SourceResult.failed(new HelmFailure.RegistryFailed(failure.message()));
    }
}
