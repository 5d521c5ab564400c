package dev.capstan.source.helm.kube;

import dev.capstan.access.SecretAccess;
import dev.capstan.chartaccess.kube.ProcessIndexes;
import dev.capstan.source.helm.HelmRepositoryUpdate;
import dev.capstan.source.kube.SourceKind;
import dev.capstan.source.kube.SourceKindFactory;
import dev.capstan.source.kube.SourceServices;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Opens HelmRepository objects. */
@Singleton
final class HelmRepositoryKindFactory implements SourceKindFactory {
    private final ProcessIndexes shared;

    @Inject
    HelmRepositoryKindFactory(ProcessIndexes shared) {
        this.shared = shared;
    }

    @Override
    public SourceKind<?, ?, ?> open(SourceServices services) throws IOException {
        var lease = shared.open(services.folder().resolve("helm-indexes"));
        return new HelmRepositoryKind(
                new HelmRepositoryUpdate(lease.indexes(), new SecretAccess(services.secrets()), services.store()),
                lease);
    }
}
