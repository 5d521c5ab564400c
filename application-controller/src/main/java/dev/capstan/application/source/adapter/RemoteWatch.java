package dev.capstan.application.source.adapter;

import dev.capstan.application.source.RemoteListener;
import dev.capstan.application.source.RemoteSchedule;
import dev.capstan.application.source.RemoteUse;
import dev.capstan.application.source.SourceType;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.runtime.log.InternalErrors;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks at each remote that any Application reads from, once per interval for all of them together, and tells when something that they
 * want has moved. A remote that takes long keeps others waiting only together with fifteen more, and is not asked twice at once.
 */
public final class RemoteWatch implements AutoCloseable {
    private static final int LOOKS_AT_ONCE = 16;

    private final RemoteLooks looks;
    private final Supplier<Set<RemoteUse>> uses;
    private final Supplier<Duration> interval;
    private final RemoteListener listener;
    private final Clock clock;
    private final RemoteSchedule<Key> schedule = new RemoteSchedule<>();
    private final Set<Key> running = ConcurrentHashMap.newKeySet();
    private final Semaphore slots = new Semaphore(LOOKS_AT_ONCE);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("remote-watch").factory());

    private record Key(SourceType type, String url, String project) {}

    /**
     * @param uses what Applications read from now; asked every second
     * @param interval between two looks at one remote; zero for never
     */
    public RemoteWatch(
            RemoteLooks looks,
            Supplier<Set<RemoteUse>> uses,
            Supplier<Duration> interval,
            RemoteListener listener,
            Clock clock) {
        this.looks = looks;
        this.uses = uses;
        this.interval = interval;
        this.listener = listener;
        this.clock = clock;
    }

    /** Begins to look. */
    public RemoteWatch start() {
        var _ = timer.scheduleWithFixedDelay(
                () -> InternalErrors.guard("looking at remotes", "those that are due", this::look),
                1,
                1,
                TimeUnit.SECONDS);
        return this;
    }

    /** Looks at what is due. */
    void look() {
        Map<Key, List<RemoteUse>> inUse = new HashMap<>();
        for (RemoteUse use : uses.get()) {
            RepositoryUrl.normalised(use.source().repoUrl())
                    .ifPresent(url -> inUse.computeIfAbsent(
                                    new Key(SourceType.of(use.source()), url, use.project()), _ -> new ArrayList<>())
                            .add(use));
        }
        for (Key key : schedule.due(inUse.keySet(), interval.get(), clock.instant())) {
            List<RemoteUse> ofRemote = inUse.getOrDefault(key, List.of());
            if (!ofRemote.isEmpty() && running.add(key)) {
                List<RemoteUse> others = othersOf(key, inUse);
                executor.execute(() -> InternalErrors.guard(
                        "looking at a remote", RepositoryUrl.shown(key.url()), () -> look(key, ofRemote, others)));
            }
        }
    }

    /** Those of other projects, where one answer is for all. */
    private static List<RemoteUse> othersOf(Key key, Map<Key, List<RemoteUse>> inUse) {
        return key.type() != SourceType.GIT
                ? List.of()
                : inUse.entrySet().stream()
                        .filter(other -> other.getKey().type() == key.type()
                                && other.getKey().url().equals(key.url())
                                && !other.getKey().equals(key))
                        .flatMap(other -> other.getValue().stream())
                        .toList();
    }

    private void look(Key key, List<RemoteUse> ofRemote, List<RemoteUse> others) {
        try {
            slots.acquire();
            try {
                if (looks.hasMoved(ofRemote, others)) {
                    listener.moved(ofRemote.getFirst().source().repoUrl());
                }
            } finally {
                slots.release();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            running.remove(key);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        executor.shutdownNow();
    }
}
