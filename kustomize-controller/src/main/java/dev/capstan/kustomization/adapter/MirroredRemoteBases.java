package dev.capstan.kustomization.adapter;

import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.http.AddressRule;
import dev.capstan.kustomizationbuild.RemoteBaseSource;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.remotebase.MirroredBases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remote bases from mirrors that all builds of the process share. Nothing is opened before the first build asks for one. */
public final class MirroredRemoteBases implements RemoteBaseSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MirroredRemoteBases.class);
    private static final Duration UNUSED_STAY = Duration.ofHours(24);
    private static final Duration TIDY_EVERY = Duration.ofHours(1);
    private static final long MEBI = 1 << 20;

    private final Path folder;
    private final GitSettings settings;
    private final Clock clock;
    private @Nullable GitMirrors mirrors;
    private Instant tidiedAt;

    /**
     * @param folder where mirrors are kept; everything in it may be deleted while no process uses it
     * @param addresses which addresses may be connected to
     * @param maxBytes largest repository, unpacked; it is held in memory during a build
     */
    public MirroredRemoteBases(Path folder, AddressRule addresses, long maxBytes, Clock clock) {
        this.folder = folder;
        this.settings = new GitSettings(
                addresses,
                new GitLimits(16 * MEBI, Math.max(maxBytes, 64 * MEBI), 50_000, maxBytes, maxBytes, 256, 20));
        this.clock = clock;
        this.tidiedAt = clock.instant();
    }

    @Override
    public RemoteBases forOneBuild(Duration timeout) {
        return new OfOneBuild(timeout);
    }

    private synchronized GitMirrors opened() throws IOException {
        GitMirrors open = mirrors;
        if (open == null) {
            open = GitMirrors.open(folder, settings, clock);
            mirrors = open;
        }
        if (tidiedAt.plus(TIDY_EVERY).isBefore(clock.instant())) {
            tidiedAt = clock.instant();
            int deleted = open.deleteUnused(UNUSED_STAY);
            LOG.debug("Deleted {} mirrors of remote bases that nobody used", deleted);
        }
        return open;
    }

    @Override
    public synchronized void close() {
        GitMirrors open = mirrors;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("The mirrors of remote bases could not be closed", e);
            }
        }
    }

    private final class OfOneBuild implements RemoteBases {
        private final long startedNanos = System.nanoTime();
        private final Duration timeout;
        private @Nullable MirroredBases bases;

        OfOneBuild(Duration timeout) {
            this.timeout = timeout;
        }

        @Override
        public Answer base(String address) {
            try {
                return bases().base(address);
            } catch (IOException e) {
                return new Answer.Refused("the folder for mirrors cannot be used: " + e.getMessage());
            }
        }

        @Override
        public Answer file(String address) {
            try {
                return bases().file(address);
            } catch (IOException e) {
                return new Answer.Refused("the folder for mirrors cannot be used: " + e.getMessage());
            }
        }

        private synchronized MirroredBases bases() throws IOException {
            MirroredBases known = bases;
            if (known == null) {
                Duration rest = timeout.minusNanos(System.nanoTime() - startedNanos);
                known = new MirroredBases(opened(), settings.limits(), rest);
                bases = known;
            }
            return known;
        }
    }
}
