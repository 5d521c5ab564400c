package dev.capstan.source.gitrepository.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactUrl;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepository;
import dev.capstan.git.tree.TreeEntry;
import dev.capstan.runtime.artifact.ArtifactAccess;
import dev.capstan.runtime.artifact.ArtifactCache;
import dev.capstan.runtime.artifact.ArtifactFailure;
import dev.capstan.runtime.artifact.ArtifactLimits;
import dev.capstan.runtime.artifact.ArtifactServer;
import dev.capstan.source.SourceResult;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.gitrepository.GitSourceFailure;
import dev.capstan.source.gitrepository.Inclusions;
import dev.capstan.source.gitrepository.adapter.ArtifactFiles;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
    private final ArtifactCache artifacts;

    /**
     * @param folder where artifacts are unpacked while they are read
     */
    ClusterInclusions(KubernetesClient client, ArtifactStore store, Path folder) {
        this.client = client;
        this.artifacts = new ArtifactCache(path -> stored(store, path), folder, ArtifactLimits.defaults());
    }

    private static ArtifactServer.Answer stored(ArtifactStore store, String path) throws IOException {
        try {
            return new ArtifactServer.Answer.Served(store.open(path));
        } catch (NoSuchFileException gone) {
            return new ArtifactServer.Answer.Refused(new ArtifactFailure.NotFound("'" + path + "' of this storage"));
        }
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
        var status = other.get().getStatus();
        return status == null || status.artifact() == null
                ? SourceResult.failed(new GitSourceFailure.IncludeUnavailable(name, true))
                : SourceResult.success(status.artifact());
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
        return switch (artifacts.access(inStorage(artifact))) {
            case ArtifactAccess.Available(var content) -> SourceResult.success(new ArtifactFiles("", content));
            case ArtifactAccess.NotAvailable(var failure) ->
                SourceResult.failed(new GitSourceFailure.IncludeNotCopied(name, failure.message()));
        };
    }

    private static Artifact inStorage(Artifact artifact) {
        return new Artifact(
                artifact.digest(),
                artifact.path(),
                new ArtifactUrl(artifact.path()),
                artifact.revision(),
                artifact.lastUpdateTime(),
                artifact.size(),
                artifact.metadata());
    }
}
