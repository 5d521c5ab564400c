package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.drift.Drift;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Opens watches of single objects and of selections, whoever manages them. Closing it plans nothing any more; each watch is
 * closed by who opened it.
 */
public final class ObjectWatches implements AutoCloseable {

    private final Timer timer;

    /** @param faults hears of faults of our own code that were survived, each place once: what was being done, and the fault */
    public ObjectWatches(BiConsumer<String, Throwable> faults) {
        this.timer = new Timer(new FaultLog(new ManagedObjectListener() {
            @Override
            public void drifted(Drift drift) {
                throw new IllegalStateException("Nothing is managed here: " + drift);
            }

            @Override
            public void failed(String what, Throwable fault) {
                faults.accept(what, fault);
            }
        }));
    }

    /**
     * Begins to watch; returns at once.
     *
     * @param api the cluster, with an identity that may list and watch the object
     * @param digest what to keep of the object
     * @param onChange called after each change of the view, the first answer included; must return at once
     */
    public <T> ObjectWatch<T> open(
            ClusterApi api, ObjectRef object, Function<ObjectNode, T> digest, Runnable onChange) {
        return new ObjectWatch<>(api, object, digest, onChange, timer).start();
    }

    /**
     * Begins to watch all objects of a selection; returns at once.
     *
     * @param api the cluster, with an identity that may list and watch the selection
     * @param listener hears of the objects; must return soon
     */
    public SelectionWatch openAll(ClusterApi api, Selection selection, SelectionWatch.Listener listener) {
        return new SelectionWatch(api, selection, listener, timer).start();
    }

    @Override
    public void close() {
        timer.close();
    }
}
