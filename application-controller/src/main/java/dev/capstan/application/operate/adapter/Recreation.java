package dev.capstan.application.operate.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.operate.ClientWords;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.argo.sync.ActionOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Deletes an object and makes it anew, for {@code Force=true}. Nothing is deleted before the API server has said that it would take
 * the new one.
 */
final class Recreation {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final ActingCluster cluster;
    private final ClusterApi.WriteOptions options;
    private final Clock clock;
    private final Instant deadline;

    Recreation(ActingCluster cluster, ClusterApi.WriteOptions options, Clock clock, Instant deadline) {
        this.cluster = cluster;
        this.options = options;
        this.clock = clock;
        this.deadline = deadline;
    }

    /**
     * Replaces an object.
     *
     * @param content of the new one
     * @param live the one that goes
     */
    ActionOutcome replace(ObjectRef ref, ObjectNode content, ObjectNode live) {
        var tried = new ClusterApi.WriteOptions(options.fieldManager(), true, options.validation());
        if (cluster.api().create(ref, content, tried) instanceof ApiResult.Refused<ObjectNode> refused
                && !refused.isConflict()) {
            return ActingCluster.refused(ref, refused, content, live);
        }
        Optional<ActionOutcome> problem = delete(ref, ActingCluster.uid(live));
        return problem.isPresent() ? problem.get() : create(ref, content, live);
    }

    private ActionOutcome create(ObjectRef ref, ObjectNode content, ObjectNode old) {
        return switch (cluster.api().create(ref, content, options)) {
            case ApiResult.Ok<ObjectNode> ok -> {
                cluster.wrote(ref, ok.value());
                yield new ActionOutcome.Done(ClientWords.done(ActingCluster.key(ref), "replaced"));
            }
            case ApiResult.Refused<ObjectNode> refused -> ActingCluster.refused(ref, refused, content, old);
            case ApiResult.Unreachable<ObjectNode> unreachable -> ActingCluster.unreachable(unreachable);
        };
    }

    /** Empty when it is gone. */
    private Optional<ActionOutcome> delete(ObjectRef ref, String uid) {
        return switch (cluster.api().delete(ref, new ClusterApi.DeleteOptions(uid, ""))) {
            case ApiResult.Ok<ObjectNode> ok
            when ActingCluster.objectIn(ok.value())
                    .filter(ActingCluster::isDeleting)
                    .isPresent() -> await(ref, ok.value(), uid);
            case ApiResult.Ok<ObjectNode> _ -> gone(ref, uid);
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> gone(ref, uid);
            case ApiResult.Refused<ObjectNode> refused -> Optional.of(ActingCluster.refused(ref, refused));
            case ApiResult.Unreachable<ObjectNode> unreachable -> Optional.of(ActingCluster.unreachable(unreachable));
        };
    }

    private Optional<ActionOutcome> gone(ObjectRef ref, String uid) {
        cluster.view().deleted(ActingCluster.key(ref), uid);
        return Optional.empty();
    }

    private Optional<ActionOutcome> await(ObjectRef ref, ObjectNode going, String uid) {
        cluster.wrote(ref, going);
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        String version = going.at("/metadata/resourceVersion").asText("");
        try (ClusterApi.Subscription _ = cluster.api().watch(Selection.single(ref), version, new UntilDeleted(ended))) {
            ended.get(limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillThere) {
            // The answer below says so.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("The watch reports its end as a value", impossible);
        }
        return cluster.ask(ref) instanceof ActingCluster.Lookup.There(ObjectNode there)
                        && ActingCluster.uid(there).equals(uid)
                ? Optional.of(new ActionOutcome.Failed(ClientWords.name(ActingCluster.key(ref))
                        + " was to be deleted and made anew, but is still there: finalizers "
                        + there.at("/metadata/finalizers") + " hold it"))
                : gone(ref, uid);
    }

    private Duration limit() {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.compareTo(LONGEST) > 0 ? LONGEST : left.isNegative() ? Duration.ZERO : left;
    }

    private record UntilDeleted(CompletableFuture<Boolean> ended) implements ClusterApi.WatchListener {
        @Override
        public void event(String type, ObjectNode object) {
            if (type.equals("DELETED")) {
                ended.complete(true);
            }
        }

        @Override
        public void ended(ClusterApi.WatchEnd end) {
            ended.complete(false);
        }
    }
}
