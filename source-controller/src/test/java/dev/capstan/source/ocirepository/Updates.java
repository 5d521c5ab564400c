package dev.capstan.source.ocirepository;

import dev.capstan.access.AccessResult;
import dev.capstan.access.SecretReader;
import dev.capstan.access.registry.PullAccess;
import dev.capstan.access.registry.RegistryIdentity;
import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.http.OutboundHttp;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.source.artifact.Retention;
import dev.capstan.source.artifact.adapter.FileSystemArtifactStore;
import dev.capstan.source.verification.ArtifactVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Real updates over a store in a folder, for objects whose service accounts have no pull secrets. */
final class Updates {
    /** For objects that name no provider. */
    static final RegistryIdentity NO_IDENTITY = (_, _) -> {
        throw new AssertionError("no object names a provider");
    };

    private Updates() {}

    static OciRepositoryUpdate in(Path folder, OutboundHttp http, SecretReader secrets, RegistryIdentity identity)
            throws IOException {
        return new OciRepositoryUpdate(
                new RegistryClient(http, RegistryLimits.DEFAULT),
                FileSystemArtifactStore.open(
                        folder.resolve("artifacts"),
                        1L << 30,
                        new Retention(Duration.ofHours(1), 2),
                        Clock.systemUTC()),
                new PullAccess(secrets, (_, _) -> AccessResult.success(List.of()), identity),
                new ArtifactVerification(secrets, Clock.systemUTC(), OciSourceFailure.Pull::new),
                new ArchiveReader(
                        Files.createDirectories(folder.resolve("layers")), new ArchiveLimits(1 << 20, 1 << 20, 100)));
    }
}
