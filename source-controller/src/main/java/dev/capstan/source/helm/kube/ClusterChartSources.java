package dev.capstan.source.helm.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.ChartSourceRef;
import dev.capstan.api.source.HelmRepository;
import dev.capstan.api.source.HelmRepositorySpec;
import dev.capstan.runtime.artifact.ArtifactAccess;
import dev.capstan.source.SourceResult;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.adapter.StoredTrees;
import dev.capstan.source.helm.ChartSource;
import dev.capstan.source.helm.ChartSources;
import dev.capstan.source.helm.HelmFailure;
import dev.capstan.tree.FileTree;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds sources at the API server, and their artifacts in the storage of this process: not at the address in their status, which is
 * whatever was written there.
 */
final class ClusterChartSources implements ChartSources {
    private static final List<ToolkitKind> WITH_FILES = List.of(ToolkitKind.GIT_REPOSITORY, ToolkitKind.BUCKET);

    private final KubernetesClient client;
    private final StoredTrees artifacts;

    /**
     * @param folder where artifacts are unpacked while they are read
     */
    ClusterChartSources(KubernetesClient client, ArtifactStore store, Path folder) {
        this.client = client;
        this.artifacts = new StoredTrees(store, folder);
    }

    @Override
    public SourceResult<ChartSource> find(String namespace, ChartSourceRef ref) {
        if (ref.kind().equals(ToolkitKind.HELM_REPOSITORY.kind())) {
            return repository(namespace, ref.name());
        }
        return WITH_FILES.stream()
                .filter(kind -> kind.kind().equals(ref.kind()))
                .findFirst()
                .map(kind -> files(kind, namespace, ref.name()))
                .orElseGet(() -> SourceResult.failed(new HelmFailure.SourceUnsupported(ref.kind())));
    }

    private SourceResult<ChartSource> repository(String namespace, String name) {
        var kind = ToolkitKind.HELM_REPOSITORY.kind();
        var found = client.resources(HelmRepository.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return usable(name, found).then(repository -> {
            var spec = repository.getSpec();
            if (spec.namesRegistry()) {
                return SourceResult.success(new ChartSource.Registry(spec));
            }
            return Optional.ofNullable(repository.getStatus())
                    .flatMap(status -> own(kind, namespace, name, status.artifact()))
                    .<SourceResult<ChartSource>>map(
                            artifact -> SourceResult.success(new ChartSource.Repository(spec, artifact)))
                    .orElseGet(() -> SourceResult.failed(new HelmFailure.SourceWithoutArtifact(kind, name)));
        });
    }

    /** What was found, if it is there and says something that can be worked with. */
    static SourceResult<HelmRepository> usable(String name, @Nullable HelmRepository found) {
        var kind = ToolkitKind.HELM_REPOSITORY.kind();
        if (found == null) {
            return SourceResult.failed(new HelmFailure.SourceMissing(kind, name));
        }
        return found.undecodable()
                .<SourceResult<HelmRepository>>map(
                        why -> SourceResult.failed(new HelmFailure.SourceUndecodable(kind, name, why)))
                .orElseGet(() -> SourceResult.success(found));
    }

    private SourceResult<ChartSource> files(ToolkitKind kind, String namespace, String name) {
        var found = client.genericKubernetesResources(kind.context())
                .inNamespace(namespace)
                .withName(name)
                .get();
        if (found == null) {
            return SourceResult.failed(new HelmFailure.SourceMissing(kind.kind(), name));
        }
        Object named = found.get("status", "artifact");
        if (named == null) {
            return SourceResult.failed(new HelmFailure.SourceWithoutArtifact(kind.kind(), name));
        }
        return artifactIn(kind, name, named)
                .then(it -> own(kind.kind(), namespace, name, it)
                        .<SourceResult<ChartSource>>map(
                                artifact -> SourceResult.success(new ChartSource.Files(kind.kind(), artifact)))
                        .orElseGet(
                                () -> SourceResult.failed(new HelmFailure.SourceWithoutArtifact(kind.kind(), name))));
    }

    private SourceResult<Artifact> artifactIn(ToolkitKind kind, String name, Object named) {
        try {
            return SourceResult.success(client.getKubernetesSerialization().convertValue(named, Artifact.class));
        } catch (IllegalArgumentException e) {
            return SourceResult.failed(
                    new HelmFailure.SourceUndecodable(kind.kind(), name, "status.artifact is not an artifact"));
        }
    }

    /** Who may write the status of an object may not read the artifacts of others by it. */
    private static Optional<Artifact> own(String kind, String namespace, String name, @Nullable Artifact named) {
        var owner = ArtifactOwner.of(new ObjectReference("", kind, namespace, name));
        return Optional.ofNullable(named).filter(artifact -> owner.owns(artifact.path()));
    }

    @Override
    public SourceResult<FileTree> files(Artifact artifact) {
        return switch (artifacts.access(artifact)) {
            case ArtifactAccess.Available(var tree) -> SourceResult.success(tree);
            case ArtifactAccess.NotAvailable(var failure) ->
                SourceResult.failed(new HelmFailure.SourceUnreadable(failure.message()));
        };
    }

    @Override
    public List<HelmRepositorySpec> repositories(String namespace) {
        return client.resources(HelmRepository.class).inNamespace(namespace).list().getItems().stream()
                .filter(it -> it.undecodable().isEmpty())
                .map(HelmRepository::getSpec)
                .toList();
    }
}
