package dev.capstan.runtime.watch;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.runtime.log.InternalErrors;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watch of the objects of a kind that somebody else reconciles, as far as the process is to look. A kind that the cluster does not serve
 * has no objects; it is asked for again until it is served. Reading never blocks and never fails.
 *
 * @param <T> the kind
 */
public final class KindWatch<T extends HasMetadata> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KindWatch.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final WatchScope scope;
    private final Class<T> kind;
    private final Map<String, String> labels;
    private final Map<String, Function<T, List<String>>> indexers;
    private final BiConsumer<@Nullable T, @Nullable T> onChange;
    private final ScheduledExecutorService starter;
    private final LastingObstacle obstacle = new LastingObstacle();
    private volatile @Nullable SharedIndexInformer<T> informer;
    private volatile boolean closed;

    /**
     * Prepares a watch of all objects.
     *
     * @param scope where to watch; its labels do not matter here
     * @param indexers indexes by name; see {@link #indexed}
     * @param onChange called with the object before and after a change, null for "was not there" and "is gone"; must return at once
     */
    public KindWatch(
            KubernetesClient client,
            WatchScope scope,
            Class<T> kind,
            Map<String, Function<T, List<String>>> indexers,
            BiConsumer<@Nullable T, @Nullable T> onChange) {
        this(client, scope, kind, Map.of(), indexers, onChange);
    }

    /**
     * Prepares a watch of the objects that carry all of the labels; others are never read into this process.
     *
     * @param scope where to watch; its labels do not matter here
     * @param labels labels that an object must carry
     * @param onChange called with the object before and after a change, null for "was not there" and "is gone"; must return at once
     */
    public static <T extends HasMetadata> KindWatch<T> labelled(
            KubernetesClient client,
            WatchScope scope,
            Class<T> kind,
            Map<String, String> labels,
            BiConsumer<@Nullable T, @Nullable T> onChange) {
        return new KindWatch<>(client, scope, kind, labels, Map.of(), onChange);
    }

    private KindWatch(
            KubernetesClient client,
            WatchScope scope,
            Class<T> kind,
            Map<String, String> labels,
            Map<String, Function<T, List<String>>> indexers,
            BiConsumer<@Nullable T, @Nullable T> onChange) {
        this.client = client;
        this.scope = scope;
        this.kind = kind;
        this.labels = Map.copyOf(labels);
        this.indexers = Map.copyOf(indexers);
        this.onChange = onChange;
        this.starter = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("watch-" + kind.getSimpleName()).factory());
    }

    /** Begins to watch in the background. */
    public KindWatch<T> start() {
        var _ = starter.submit(this::startIfServed);
        return this;
    }

    /** Begins to watch and waits, at most as long as given, until the objects that are there now are known. */
    public KindWatch<T> start(Duration atMost) {
        var first = starter.submit(this::startIfServed);
        try {
            first.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException slow) {
            LOG.warn("{} objects are not known yet: {}", kind.getSimpleName(), slow.getMessage());
        }
        return this;
    }

    private void startIfServed() {
        if (closed) {
            return;
        }
        try {
            selected().list(new ListOptionsBuilder().withLimit(1L).build());
            obstacle.isOver();
            open();
        } catch (KubernetesClientException unanswered) {
            if (unanswered.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                LOG.debug("The cluster does not serve {} (yet)", kind.getSimpleName());
            } else {
                obstacle.met(
                        unanswered.getMessage(),
                        what -> LOG.warn("{} objects cannot be listed; asking again: {}", kind.getSimpleName(), what));
            }
            askAgain();
        } catch (RuntimeException | Error failed) {
            InternalErrors.report("opening a watch", kind.getSimpleName(), failed);
            askAgain();
        }
    }

    private void askAgain() {
        if (!closed) {
            var _ = starter.schedule(this::startIfServed, ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private FilterWatchListDeletable<T, KubernetesResourceList<T>, Resource<T>> selected() {
        return scope.of(client.resources(kind)).withLabels(labels);
    }

    private void open() {
        SharedIndexInformer<T> opened = selected().runnableInformer(0);
        opened.addIndexers(indexers);
        opened.addEventHandler(new Changes());
        opened.exceptionHandler((started, failure) -> true);
        informer = opened;
        opened.stopped().whenComplete((ended, failure) -> {
            if (!closed && failure != null) {
                LOG.warn("The watch of {} ended and is opened again: {}", kind.getSimpleName(), failure.getMessage());
                askAgain();
            }
        });
        opened.run();
    }

    /** The object, if it is there. */
    public Optional<T> find(ObjectKey key) {
        SharedIndexInformer<T> open = informer;
        return open == null
                ? Optional.empty()
                : Optional.ofNullable(open.getStore().getByKey(key.toString()));
    }

    /** All objects. */
    public Stream<T> all() {
        SharedIndexInformer<T> open = informer;
        return open == null ? Stream.empty() : open.getStore().list().stream();
    }

    /** The objects that an index has under a value. */
    public List<T> indexed(String index, String value) {
        SharedIndexInformer<T> open = informer;
        return open == null ? List.of() : open.getIndexer().byIndex(index, value);
    }

    /** Whether the objects are known; not while the kind is not served. */
    public boolean isSynced() {
        SharedIndexInformer<T> open = informer;
        return open != null && open.hasSynced();
    }

    /** Ends the watch. */
    @Override
    public void close() {
        closed = true;
        starter.shutdownNow();
        SharedIndexInformer<T> open = informer;
        if (open != null) {
            open.close();
        }
    }

    private final class Changes implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T added) {
            report(null, added);
        }

        @Override
        public void onUpdate(T before, T after) {
            report(before, after);
        }

        @Override
        public void onDelete(T last, boolean finalStateUnknown) {
            report(last, null);
        }

        private void report(@Nullable T before, @Nullable T after) {
            InternalErrors.guard("taking in a change", kind.getSimpleName(), () -> onChange.accept(before, after));
        }
    }
}
