package dev.capstan.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.apply.watch.ObservedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Deletes an object that is about to be made again, and waits by watch until it is gone. Finalizers are respected. */
final class Replacement {

    private static final int CONFLICT_RETRIES = 5;

    private final PatientCluster cluster;
    private final Duration limit;

    Replacement(PatientCluster cluster, Duration limit) {
        this.cluster = cluster;
        this.limit = limit;
    }

    /** Empty when the object is gone. */
    Optional<ApplyFailure> delete(PreparedObject object, ObservedObject live) {
        return delete(object, live.uid(), live.resourceVersion(), CONFLICT_RETRIES);
    }

    private Optional<ApplyFailure> delete(PreparedObject object, String uid, String resourceVersion, int retries) {
        return switch (cluster.delete(object.ref(), new ClusterApi.DeleteOptions(uid, resourceVersion))) {
            case ApiResult.Ok<ObjectNode> ok -> isGone(ok.value()) ? Optional.empty() : awaitEnd(object, ok.value());
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> Optional.empty();
            // Its status, say, changed since it was looked at. One with another uid is somebody else's.
            case ApiResult.Refused<ObjectNode> refused
            when refused.isConflict()
                    && retries > 0
                    && cluster.get(object.ref()) instanceof ApiResult.Ok<ObjectNode> now
                    && uid.equals(now.value().path("metadata").path("uid").asText()) ->
                delete(object, uid, ResourceVersion.of(now.value()).text(), retries - 1);
            case ApiResult.Refused<ObjectNode> refused -> {
                SecretMask mask = object.mask();
                yield Optional.of(new ApplyFailure.Rejected(
                        object.id(),
                        object.manifest().origin(),
                        ApplyFailure.Phase.REPLACE,
                        refused.code(),
                        refused.reason(),
                        mask.mask(refused.message()),
                        mask.mask(refused.causes())));
            }
            case ApiResult.Unreachable<ObjectNode> unreachable ->
                Optional.of(new ApplyFailure.ClusterUnavailable(unreachable.what(), limit, Optional.of(object.id())));
        };
    }

    private static boolean isGone(JsonNode answer) {
        return !answer.path("metadata").hasNonNull("deletionTimestamp");
    }

    private Optional<ApplyFailure> awaitEnd(PreparedObject object, JsonNode terminating) {
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        String version = terminating.path("metadata").path("resourceVersion").asText("");
        try (ClusterApi.Subscription _ =
                cluster.watch(Selection.single(object.ref()), version, new UntilDeleted(gone))) {
            if (gone.get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (TimeoutException stillThere) {
            // The answer below says what keeps it.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("The watch reports its end as a value", impossible);
        }
        return cluster.get(object.ref()) instanceof ApiResult.Refused<ObjectNode> refused && refused.isNotFound()
                ? Optional.empty()
                : Optional.of(stillThere(object, terminating));
    }

    private ApplyFailure stillThere(PreparedObject object, JsonNode terminating) {
        List<String> finalizers = new ArrayList<>();
        terminating.path("metadata").path("finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        return new ApplyFailure.Rejected(
                object.id(),
                object.manifest().origin(),
                ApplyFailure.Phase.REPLACE,
                409,
                "Terminating",
                "the old object is still there after " + limit.toSeconds() + "s"
                        + (finalizers.isEmpty() ? "" : ", kept by finalizers " + String.join(", ", finalizers)),
                List.of());
    }

    private record UntilDeleted(CompletableFuture<Boolean> gone) implements ClusterApi.WatchListener {
        @Override
        public void event(String type, ObjectNode object) {
            if (type.equals("DELETED")) {
                gone.complete(true);
            }
        }

        @Override
        public void ended(ClusterApi.WatchEnd end) {
            gone.complete(false);
        }
    }
}
