package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells what becomes of the objects of a selection: all of them at first, then every change, also those of a gap in which
 * the API server was not there. Keeps none of them. Never gives up.
 */
public final class SelectionWatch implements AutoCloseable {

    /** Hears of the objects. Calls of one watch come one at a time; a fault in one of them ends nothing. */
    public interface Listener {

        /** An object is there, new or changed or just listed again. The tree is the listener's from now on. */
        void present(ObjectRef object, ObjectNode content);

        /**
         * An object is gone, or no longer part of the selection.
         *
         * @param at version of its end
         * @param last how it was in the end
         */
        void gone(ObjectRef object, ResourceVersion at, ObjectNode last);

        /**
         * Everything was listed: what is not among these was not there.
         *
         * @param objects all that were listed; each was reported as present before
         * @param asOf version of the list
         */
        void listed(Set<ObjectRef> objects, ResourceVersion asOf);

        /** The cluster went back to an earlier state: versions seen so far mean nothing. A list follows. */
        void wentBack();

        /** The selection cannot be listed or watched; that is tried again. Said once, until it could be again. */
        void refused(ApiResult.Refused<?> refusal);
    }

    private final Reflector reflector;

    SelectionWatch(ClusterApi api, Selection selection, Listener listener, Timer timer) {
        this.reflector = new Reflector(api, selection, new Events(listener), timer);
    }

    SelectionWatch start() {
        reflector.start();
        return this;
    }

    /**
     * Waits until everything was listed; true when it was. False when it is refused, or not done in time.
     *
     * @param atMost how long it may wait
     */
    public boolean isSyncedWithin(Duration atMost) {
        try {
            return reflector.synced().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notInTime) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A list does not fail exceptionally", impossible);
        }
    }

    /** Whether all is reported that happened up to {@link #seen}, so that what was not reported is not there. */
    public boolean isInSync() {
        return reflector.isInSync();
    }

    /** The version up to which everything that happened was reported. */
    public ResourceVersion seen() {
        return reflector.seen();
    }

    @Override
    public void close() {
        reflector.close();
    }

    private record Events(Listener listener) implements Reflector.Sink {

        @Override
        public void present(ObjectRef object, ObjectNode content) {
            listener.present(object, content);
        }

        @Override
        public void deleted(ObjectRef object, ResourceVersion at, ObjectNode last) {
            listener.gone(object, at, last);
        }

        @Override
        public void listed(Set<ObjectRef> objects, ResourceVersion asOf) {
            listener.listed(objects, asOf);
        }

        @Override
        public void wentBack() {
            listener.wentBack();
        }

        @Override
        public void refused(Selection selection, ApiResult.Refused<?> refusal) {
            listener.refused(refusal);
        }
    }
}
