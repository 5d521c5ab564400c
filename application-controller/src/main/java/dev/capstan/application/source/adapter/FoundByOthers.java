package dev.capstan.application.source.adapter;

import dev.capstan.application.source.RemoteListener;
import dev.capstan.git.Remote;
import dev.capstan.git.Revision;
import dev.capstan.git.mirror.MirrorListener;
import dev.capstan.http.Deadline;
import dev.capstan.runtime.log.InternalErrors;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Hears what others of the process find at remotes that Applications read from, such as a GitRepository that a Receiver woke. */
public final class FoundByOthers implements MirrorListener, AutoCloseable {
    private final MirroredSources sources;
    private final RemoteListener listener;
    private final Duration timeout;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /** @param timeout for one look at a remote */
    public FoundByOthers(MirroredSources sources, RemoteListener listener, Duration timeout) {
        this.sources = sources;
        this.listener = listener;
        this.timeout = timeout;
    }

    @Override
    public void found(Remote remote, Revision revision) {
        String identity = remote.identity();
        if (sources.isNews(remote, revision) && running.add(identity)) {
            executor.execute(() ->
                    InternalErrors.guard("looking at a remote", remote.url().toString(), () -> {
                        running.remove(identity);
                        if (sources.hasMoved(remote, Deadline.in(timeout))) {
                            listener.moved(remote.url().toString());
                        }
                    }));
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
