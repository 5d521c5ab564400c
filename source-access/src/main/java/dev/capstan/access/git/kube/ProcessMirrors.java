package dev.capstan.access.git.kube;

import dev.capstan.access.kube.Upstreams;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.mirror.GitMirrors;
import dev.capstan.git.mirror.MirrorListener;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mirrors of this process: whichever controllers read from a remote as the same somebody, there is one mirror of it and one fetch.
 * Open as long as anybody has leased them; mirrors that nothing has asked for during a day are deleted.
 */
@Singleton
public final class ProcessMirrors {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessMirrors.class);

    private final Path folder;
    private final Supplier<GitSettings> settings;
    private final Clock clock;
    private final List<MirrorListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable GitMirrors open; // guarded by this
    private @Nullable Housekeeping housekeeping; // guarded by this
    private int leases; // guarded by this

    @Inject
    ProcessMirrors(MirrorsConfig config, Upstreams upstreams, ReconcilerServices services) {
        this(config.path(), () -> new GitSettings(upstreams.addresses(), GitLimits.DEFAULT), services.clock());
    }

    ProcessMirrors(Path folder, Supplier<GitSettings> settings, Clock clock) {
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
    }

    /** The mirrors, for one who uses them. */
    public final class Lease implements AutoCloseable {
        private final GitMirrors mirrors;
        private boolean isOver;

        private Lease(GitMirrors mirrors) {
            this.mirrors = mirrors;
        }

        /** To be used until this is closed. */
        public GitMirrors mirrors() {
            return mirrors;
        }

        /** Gives them back; may be called again. */
        @Override
        public void close() throws IOException {
            synchronized (ProcessMirrors.this) {
                if (!isOver) {
                    isOver = true;
                    giveBack();
                }
            }
        }
    }

    /**
     * Leases the mirrors.
     *
     * @throws IOException when their folder cannot be used
     */
    public synchronized Lease lease() throws IOException {
        GitMirrors present = open;
        if (present == null) {
            present = GitMirrors.open(folder, settings.get(), clock, this::found);
            LOG.debug("Mirrors of Git repositories are below {}", folder);
            open = present;
            housekeeping = new Housekeeping(present);
        }
        leases++;
        return new Lease(present);
    }

    private void giveBack() throws IOException {
        leases--;
        GitMirrors present = open;
        Housekeeping tidying = housekeeping;
        if (leases == 0 && present != null && tidying != null) {
            open = null;
            housekeeping = null;
            tidying.close();
            present.close();
        }
    }

    /**
     * Listens to what anybody of this process finds at remotes.
     *
     * @return ends the listening
     */
    public Runnable listen(MirrorListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void found(Remote remote, Revision revision) {
        // Who fetches must not fail because of who listens.
        listeners.forEach(listener -> InternalErrors.guard(
                "telling what was found at a remote", remote.url(), () -> listener.found(remote, revision)));
    }
}
