package dev.capstan.apply.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Cancellation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks again while the API server is overloaded, faulty or not there: with growing pauses and jitter, as long as it is
 * worth it, and at once no longer when the work is cancelled. Counts the requests.
 */
public final class PatientCluster {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration SERVING_BEGINS_WITHIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ClusterApi api;
    private final Clock clock;
    private final Duration patience;
    private final Cancellation cancellation;
    private final AtomicInteger requests;

    /**
     * @param patience how long one request may be repeated
     * @param cancellation ends every pause
     */
    public PatientCluster(ClusterApi api, Clock clock, Duration patience, Cancellation cancellation) {
        this(api, clock, patience, cancellation, new AtomicInteger());
    }

    private PatientCluster(
            ClusterApi api, Clock clock, Duration patience, Cancellation cancellation, AtomicInteger requests) {
        this.requests = requests;
        this.api = api;
        this.clock = clock;
        this.patience = patience;
        this.cancellation = cancellation;
    }

    /** The same cluster with another identity, as patient as this and counted with it. */
    public PatientCluster as(ClusterApi other) {
        return new PatientCluster(other, clock, patience, cancellation, requests);
    }

    /** How many requests were sent. */
    public int requests() {
        return requests.get();
    }

    /** @see ClusterApi#apply */
    public ApiResult<ObjectNode> apply(ObjectRef object, ObjectNode content, ClusterApi.ApplyOptions options) {
        return patiently(() -> api.apply(object, content, options), PatientCluster::isNotServedYet);
    }

    /**
     * An object that the API server names is not asked for twice when an answer is lost: it may be there already.
     *
     * @see ClusterApi#create
     */
    public ApiResult<ObjectNode> create(ObjectRef object, ObjectNode content, ClusterApi.WriteOptions options) {
        if (object.name().isEmpty()) {
            requests.incrementAndGet();
            return api.create(object, content, options);
        }
        return patiently(() -> api.create(object, content, options), PatientCluster::isNotServedYet);
    }

    /** @see ClusterApi#mergePatch */
    public ApiResult<ObjectNode> mergePatch(ObjectRef object, ObjectNode patch, ClusterApi.WriteOptions options) {
        return patiently(() -> api.mergePatch(object, patch, options));
    }

    /** @see ClusterApi#replace */
    public ApiResult<ObjectNode> replace(ObjectRef object, ObjectNode content, ClusterApi.WriteOptions options) {
        return patiently(() -> api.replace(object, content, options));
    }

    /** @see ClusterApi#get */
    public ApiResult<ObjectNode> get(ObjectRef object) {
        return patiently(() -> api.get(object));
    }

    /** @see ClusterApi#delete */
    public ApiResult<ObjectNode> delete(ObjectRef object, ClusterApi.DeleteOptions options) {
        return patiently(() -> api.delete(object, options));
    }

    /** @see ClusterApi#list */
    public ApiResult<ObjectNode> list(Selection selection, int limit, String continueToken) {
        return patiently(() -> api.list(selection, limit, continueToken));
    }

    /** @see ClusterApi#listMetadata */
    public ApiResult<ObjectNode> listMetadata(Selection selection, int limit, String continueToken) {
        return patiently(() -> api.listMetadata(selection, limit, continueToken));
    }

    /** @see ClusterApi#jsonPatch */
    public ApiResult<ObjectNode> jsonPatch(ObjectRef object, JsonNode operations, String fieldManager) {
        return patiently(() -> api.jsonPatch(object, operations, fieldManager));
    }

    /** @see ClusterApi#isImpersonating */
    public boolean isImpersonating() {
        return api.isImpersonating();
    }

    /** @see ClusterApi#reviewRights */
    public ApiResult<ObjectNode> reviewRights(String namespace) {
        return patiently(() -> api.reviewRights(namespace));
    }

    /** @see ClusterApi#watch */
    public ClusterApi.Subscription watch(
            Selection selection, String resourceVersion, ClusterApi.WatchListener listener) {
        requests.incrementAndGet();
        return api.watch(selection, resourceVersion, listener);
    }

    private <T> ApiResult<T> patiently(Supplier<ApiResult<T>> request) {
        return patiently(request, refused -> false);
    }

    private <T> ApiResult<T> patiently(
            Supplier<ApiResult<T>> request, Predicate<ApiResult.Refused<T>> isWorthAnotherTry) {
        Instant startedAt = clock.instant();
        Instant deadline = startedAt.plus(patience);
        Duration pause = FIRST_PAUSE;
        while (true) {
            requests.incrementAndGet();
            ApiResult<T> result = request.get();
            Optional<Duration> asked = pauseAskedFor(result);
            boolean isEarly = clock.instant().isBefore(startedAt.plus(SERVING_BEGINS_WITHIN));
            if (asked.isEmpty()
                    && isEarly
                    && result instanceof ApiResult.Refused<T> refused
                    && isWorthAnotherTry.test(refused)) {
                asked = Optional.of(Duration.ZERO);
            }
            if (asked.isEmpty()) {
                return result;
            }
            Duration wait = asked.get().isZero() ? jittered(pause) : jittered(asked.get());
            if (clock.instant().plus(wait).isAfter(deadline) || isCancelledWithin(wait)) {
                return result;
            }
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        }
    }

    /** A definition counts as established a moment before every path of the API server serves it. */
    private static boolean isNotServedYet(ApiResult.Refused<ObjectNode> refused) {
        return refused.isNotFound()
                && (refused.message().startsWith("the server could not find the requested resource")
                        || refused.message().startsWith("404 page not found"));
    }

    /** Empty: the answer is final. Zero: our own pause applies. */
    private static <T> Optional<Duration> pauseAskedFor(ApiResult<T> result) {
        return switch (result) {
            case ApiResult.Ok<T> _ -> Optional.empty();
            case ApiResult.Refused<T> refused ->
                refused.isTransient() ? Optional.of(refused.retryAfter().orElse(Duration.ZERO)) : Optional.empty();
            case ApiResult.Unreachable<T> _ -> Optional.of(Duration.ZERO);
        };
    }

    private static Duration jittered(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1));
    }

    private boolean isCancelledWithin(Duration pause) {
        try {
            cancellation.whenCancelled().toCompletableFuture().get(pause.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException pauseIsOver) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("A cancellation does not fail", impossible);
        }
    }
}
