package dev.capstan.source.helm.kube;

import dev.capstan.access.SecretAccess;
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
    private final ChartRepositories repositories;

    @Inject
    HelmRepositoryKindFactory(ChartRepositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public SourceKind<?, ?, ?> open(SourceServices services) throws IOException {
        var indexes = repositories.indexes(services);
        return new HelmRepositoryKind(
                new HelmRepositoryUpdate(indexes, new SecretAccess(services.secrets()), services.store()));
    }
}
