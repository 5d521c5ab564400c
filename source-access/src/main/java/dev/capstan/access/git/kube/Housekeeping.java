package dev.capstan.access.git.kube;

import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.runtime.log.InternalErrors;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes mirrors that nothing asks for any more, once an hour. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration UNUSED_MIRRORS_STAY = Duration.ofHours(24);

    private final ScheduledExecutorService executor;

    Housekeeping(GitMirrors mirrors) {
        this.executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("mirror-housekeeping").factory());
        Runnable step =
                () -> InternalErrors.guard("deleting unused mirrors", "all of them", () -> deleteUnused(mirrors));
        var _ = executor.scheduleWithFixedDelay(step, 1, 1, TimeUnit.HOURS);
    }

    private static void deleteUnused(GitMirrors mirrors) {
        try {
            int deleted = mirrors.deleteUnused(UNUSED_MIRRORS_STAY);
            LOG.debug("Deleted {} mirrors that nothing has asked for", deleted);
        } catch (IOException e) {
            LOG.warn("Mirrors that nothing uses could not be deleted; tried again in an hour", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
