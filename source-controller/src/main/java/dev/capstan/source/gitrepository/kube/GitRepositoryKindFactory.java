package dev.capstan.source.gitrepository.kube;

import dev.capstan.access.git.GitAccess;
import dev.capstan.access.git.adapter.CloudDevOpsIdentity;
import dev.capstan.access.git.adapter.GitHubTokens;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.source.gitrepository.GitRepositoryUpdate;
import dev.capstan.source.gitrepository.KeyedSignatures;
import dev.capstan.source.gitrepository.adapter.MirroredRemote;
import dev.capstan.source.kube.SourceKind;
import dev.capstan.source.kube.SourceKindFactory;
import dev.capstan.source.kube.SourceServices;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the mirrors for GitRepository objects, and deletes those that nothing asks for any more. */
@Singleton
final class GitRepositoryKindFactory implements SourceKindFactory {
    private static final Logger LOG = LoggerFactory.getLogger(GitRepositoryKindFactory.class);
    private static final Duration UNUSED_MIRRORS_STAY = Duration.ofHours(24);

    @Override
    public SourceKind<?, ?, ?> open(SourceServices services) throws IOException {
        var mirrors = GitMirrors.open(
                services.folder().resolve("git"),
                new GitSettings(services.addresses(), GitLimits.DEFAULT),
                services.clock());
        var update = new GitRepositoryUpdate(
                new MirroredRemote(mirrors),
                services.store(),
                new GitAccess(
                        services.secrets(),
                        new GitHubTokens(services.http(), services.clock()),
                        new CloudDevOpsIdentity(services.cloud())),
                new ClusterInclusions(
                        services.client(), services.store(), services.folder().resolve("included")),
                new KeyedSignatures(services.secrets()),
                GitLimits.DEFAULT);
        var housekeeping = housekeeping(mirrors);
        return new GitRepositoryKind(update, services.clock(), () -> close(housekeeping, mirrors));
    }

    private static ScheduledExecutorService housekeeping(GitMirrors mirrors) {
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("source-housekeeping").factory());
        Runnable step =
                () -> InternalErrors.guard("deleting unused mirrors", "all of them", () -> deleteUnused(mirrors));
        var _ = executor.scheduleWithFixedDelay(step, 1, 1, TimeUnit.HOURS);
        return executor;
    }

    private static void deleteUnused(GitMirrors mirrors) {
        try {
            int deleted = mirrors.deleteUnused(UNUSED_MIRRORS_STAY);
            LOG.debug("Deleted {} mirrors that nothing has asked for", deleted);
        } catch (IOException e) {
            LOG.warn("Mirrors that nothing uses could not be deleted; tried again in an hour", e);
        }
    }

    private static void close(ScheduledExecutorService housekeeping, GitMirrors mirrors) {
        housekeeping.shutdownNow();
        try {
            mirrors.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the mirrors could not be closed", e);
        }
    }
}
