package dev.capstan.source.gitrepository.kube;

import dev.capstan.access.git.GitAccess;
import dev.capstan.access.git.adapter.CloudDevOpsIdentity;
import dev.capstan.access.git.adapter.GitHubTokens;
import dev.capstan.access.git.kube.ProcessMirrors;
import dev.capstan.git.GitLimits;
import dev.capstan.source.gitrepository.GitRepositoryUpdate;
import dev.capstan.source.gitrepository.KeyedSignatures;
import dev.capstan.source.gitrepository.adapter.MirroredRemote;
import dev.capstan.source.kube.SourceKind;
import dev.capstan.source.kube.SourceKindFactory;
import dev.capstan.source.kube.SourceServices;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads GitRepository objects from the mirrors of the process. */
@Singleton
final class GitRepositoryKindFactory implements SourceKindFactory {
    private final ProcessMirrors mirrors;

    @Inject
    GitRepositoryKindFactory(ProcessMirrors mirrors) {
        this.mirrors = mirrors;
    }

    @Override
    public SourceKind<?, ?, ?> open(SourceServices services) throws IOException {
        var lease = mirrors.lease();
        var update = new GitRepositoryUpdate(
                new MirroredRemote(lease.mirrors()),
                services.store(),
                new GitAccess(
                        services.secrets(),
                        new GitHubTokens(services.http(), services.clock()),
                        new CloudDevOpsIdentity(services.cloud())),
                new ClusterInclusions(
                        services.client(), services.store(), services.folder().resolve("included")),
                new KeyedSignatures(services.secrets()),
                GitLimits.DEFAULT);
        return new GitRepositoryKind(update, services.clock(), () -> close(lease));
    }

    private static void close(ProcessMirrors.Lease lease) {
        try {
            lease.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the mirrors could not be closed", e);
        }
    }
}
