package dev.capstan.image.automation.kube;

import dev.capstan.git.write.RemoteCommits;
import dev.capstan.runtime.log.InternalErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what was fetched from remotes that nothing is committed to any more, and closes the rest at the end. */
final class UnusedRemotes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnusedRemotes.class);
    private static final Duration UNUSED_STAY = Duration.ofHours(24);

    private final RemoteCommits commits;
    private final ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("image-automation-housekeeping").factory());

    UnusedRemotes(RemoteCommits commits) {
        this.commits = commits;
        Runnable step =
                () -> InternalErrors.guard("deleting what was fetched for commits", "all remotes", this::deleteUnused);
        var _ = hourly.scheduleWithFixedDelay(step, 1, 1, TimeUnit.HOURS);
    }

    private void deleteUnused() {
        try {
            int deleted = commits.deleteUnused(UNUSED_STAY);
            LOG.debug("Deleted what was fetched from {} remotes that nothing is committed to", deleted);
        } catch (IOException e) {
            LOG.warn("What was fetched for commits could not be deleted; tried again in an hour", e);
        }
    }

    @Override
    public void close() {
        hourly.shutdownNow();
        try {
            commits.close();
        } catch (IOException e) {
            throw new UncheckedIOException("what was fetched for commits could not be closed", e);
        }
    }
}
