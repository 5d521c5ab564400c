package dev.capstan.apply;

import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A real cluster whose deletions are counted; on demand they get no answer. */
final class WatchedDeletions {

    private final ClusterApi real;
    private final Optional<String> outage;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    WatchedDeletions(ClusterApi real, Optional<String> outage) {
        this.real = real;
        this.outage = outage;
    }

    ClusterApi api() {
        return (ClusterApi) Proxy.newProxyInstance(
                ClusterApi.class.getClassLoader(),
                new Class<?>[] {ClusterApi.class},
                (_, method, arguments) ->
                        method.getName().equals("delete") ? delete(method, arguments) : pass(method, arguments));
    }

    private Object delete(Method method, Object[] arguments) throws Throwable {
        count.incrementAndGet();
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            return outage.isPresent() ? new ApiResult.Unreachable<>(outage.get()) : pass(method, arguments);
        } finally {
            now.decrementAndGet();
        }
    }

    private Object pass(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /** How many deletions were asked for. */
    int count() {
        return count.get();
    }

    /** How many were under way at once. */
    int most() {
        return most.get();
    }
}
