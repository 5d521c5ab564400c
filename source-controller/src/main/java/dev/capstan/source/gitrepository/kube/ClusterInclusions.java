package dev.capstan.source.gitrepository.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepository;
import dev.capstan.git.tree.FileTreeFolder;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.runtime.artifact.ArtifactAccess;
import dev.capstan.source.SourceResult;
import dev.capstan.source.artifact.ArtifactOwner;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.adapter.StoredTrees;
import dev.capstan.source.gitrepository.GitSourceFailure;
import dev.capstan.source.gitrepository.Inclusions;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the other objects at the API server, and their artifacts in the storage of this process: not at the address in their status,
 * which is whatever was written there.
 */
final class ClusterInclusions implements Inclusions {
    /** A chain of includes that is longer is taken for a circle. */
    private static final int LONGEST_CHAIN = 100;

    private final KubernetesClient client;
    private final StoredTrees artifacts;

    /**
     * @param folder where artifacts are unpacked while they are read
     */
    ClusterInclusions(KubernetesClient client, ArtifactStore store, Path folder) {
        this.client = client;
        this.artifacts = new StoredTrees(store, folder);
    }

    @Override
    public SourceResult<Artifact> offered(ObjectKey includer, String name) {
        var other = find(includer.namespace(), name);
        if (other.isEmpty()) {
            return SourceResult.failed(new GitSourceFailure.IncludeUnavailable(name, false));
        }
        if (leadsTo(includer.name(), other.get(), new HashSet<>())) {
            return SourceResult.failed(new GitSourceFailure.IncludeNotCopied(
                    name, "it includes '" + includer.name() + "' in turn, itself or through others"));
        }
        return Optional.ofNullable(other.get().getStatus())
                .flatMap(status -> Optional.ofNullable(status.artifact()))
                .filter(artifact -> ArtifactOwner.of(other.get().ref()).owns(artifact.path()))
                .map(SourceResult::success)
                .orElseGet(() -> SourceResult.failed(new GitSourceFailure.IncludeUnavailable(name, true)));
    }

    private boolean leadsTo(String wanted, GitRepository from, Set<String> seen) {
        var name = from.key().name();
        if (name.equals(wanted)) {
            return true;
        }
        if (!seen.add(name)) {
            return false;
        }
        if (seen.size() > LONGEST_CHAIN) {
            return true;
        }
        if (from.undecodable().isPresent()) {
            return false;
        }
        return from.getSpec().include().stream()
                .map(include -> include.repository().name())
                .anyMatch(next -> next.equals(wanted)
                        || find(from.key().namespace(), next)
                                .filter(found -> leadsTo(wanted, found, seen))
                                .isPresent());
    }

    private Optional<GitRepository> find(String namespace, String name) {
        return Optional.ofNullable(client.resources(GitRepository.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    @Override
    public SourceResult<TreeEntry.Directory> files(String name, Artifact artifact) {
        return switch (artifacts.access(artifact)) {
            case ArtifactAccess.Available(var tree) -> SourceResult.success(FileTreeFolder.rootOf(tree, tree.digest()));
            case ArtifactAccess.NotAvailable(var failure) ->
                SourceResult.failed(new GitSourceFailure.IncludeNotCopied(name, failure.message()));
        };
    }
}
