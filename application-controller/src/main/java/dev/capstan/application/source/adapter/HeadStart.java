package dev.capstan.application.source.adapter;

import dev.capstan.application.source.RemoteListener;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.runtime.log.InternalErrors;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Tells a moment later that a remote has moved, so that the Application which was asked to look, and found it out, is not held up by all
 * others that read from the same remote: most of them find nothing but another commit to name. What is found again meanwhile is told once.
 */
public final class HeadStart implements RemoteListener {
    private final RemoteListener listener;
    private final Executor later;
    private final Set<String> pending = ConcurrentHashMap.newKeySet();

    /** @param later runs what it is given after the moment */
    HeadStart(RemoteListener listener, Executor later) {
        this.listener = listener;
        this.later = later;
    }

    /** @param moment how long whoever finds out is ahead of the others */
    public static HeadStart of(RemoteListener listener, Duration moment) {
        return new HeadStart(listener, CompletableFuture.delayedExecutor(moment.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void moved(String url) {
        if (pending.add(url)) {
            later.execute(() -> {
                pending.remove(url);
                InternalErrors.guard("telling of a remote", RepositoryUrl.shown(url), () -> listener.moved(url));
            });
        }
    }
}
