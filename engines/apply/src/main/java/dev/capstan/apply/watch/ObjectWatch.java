package dev.capstan.apply.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Keeps one object in view. Needs the rights to list and watch that object and no other.
 *
 * @param <T> what is kept of the object
 */
public final class ObjectWatch<T> implements AutoCloseable {

    /** What is known of the object. */
    public sealed interface View<T> {

        /** It is there. */
        record Present<T>(T known) implements View<T> {}

        /** It is not there. */
        record Absent<T>() implements View<T> {}

        /** It cannot be looked at; that is tried again. */
        record Refused<T>(ApiResult.Refused<?> refusal) implements View<T> {}

        /** The API server has not answered yet. */
        record Unknown<T>() implements View<T> {}
    }

    private final Reflector reflector;
    private final CompletableFuture<Boolean> answered = new CompletableFuture<>();
    private volatile View<T> view = new View.Unknown<>();

    ObjectWatch(ClusterApi api, ObjectRef object, Function<ObjectNode, T> digest, Runnable onChange, Timer timer) {
        this.reflector = new Reflector(api, Selection.single(object), new Events(digest, onChange), timer);
    }

    ObjectWatch<T> start() {
        reflector.start();
        return this;
    }

    /** What is known now; waits for the first answer, at most as long as given. */
    public View<T> view(Duration atMost) {
        try {
            answered.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notInTime) {
            // Then nothing is known yet.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("An answer does not fail exceptionally", impossible);
        }
        return view;
    }

    @Override
    public void close() {
        reflector.close();
    }

    private final class Events implements Reflector.Sink {

        private final Function<ObjectNode, T> digest;
        private final Runnable onChange;

        Events(Function<ObjectNode, T> digest, Runnable onChange) {
            this.digest = digest;
            this.onChange = onChange;
        }

        @Override
        public void present(ObjectRef object, ObjectNode content) {
            now(new View.Present<>(digest.apply(content)));
        }

        @Override
        public void deleted(ObjectRef object, ResourceVersion at, ObjectNode last) {
            now(new View.Absent<>());
        }

        @Override
        public void listed(Set<ObjectRef> objects, ResourceVersion asOf) {
            if (objects.isEmpty()) {
                now(new View.Absent<>());
            }
        }

        @Override
        public void wentBack() {
            // The list that follows says how it is now.
        }

        @Override
        public void refused(Selection selection, ApiResult.Refused<?> refusal) {
            now(new View.Refused<>(refusal));
        }

        private void now(View<T> next) {
            View<T> before = view;
            view = next;
            answered.complete(true);
            if (!next.equals(before)) {
                onChange.run();
            }
        }
    }
}
