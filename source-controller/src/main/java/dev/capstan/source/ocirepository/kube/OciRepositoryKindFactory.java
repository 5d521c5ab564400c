package dev.capstan.source.ocirepository.kube;

import dev.capstan.access.registry.CloudRegistryIdentity;
import dev.capstan.access.registry.PullAccess;
import dev.capstan.access.registry.kube.ClusterPullSecrets;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.runtime.artifact.ArtifactLimits;
import dev.capstan.source.kube.SourceKind;
import dev.capstan.source.kube.SourceKindFactory;
import dev.capstan.source.kube.SourceServices;
import dev.capstan.source.ocirepository.OciRepositoryUpdate;
import dev.capstan.source.ocirepository.OciSourceFailure;
import dev.capstan.source.verification.ArtifactVerification;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;

/** Opens the registry client for OCIRepository objects. */
@Singleton
final class OciRepositoryKindFactory implements SourceKindFactory {

    @Override
    public SourceKind<?, ?, ?> open(SourceServices services) throws IOException {
        var folder = Files.createDirectories(services.folder().resolve("layers"));
        return new OciRepositoryKind(new OciRepositoryUpdate(
                new RegistryClient(services.http(), RegistryLimits.DEFAULT),
                services.store(),
                new PullAccess(
                        services.secrets(),
                        new ClusterPullSecrets(services.client()),
                        new CloudRegistryIdentity(services.cloud())),
                new ArtifactVerification(services.secrets(), services.clock(), OciSourceFailure.Pull::new),
                new ArchiveReader(folder, ArtifactLimits.defaults().archive())));
    }
}
