package dev.capstan.runtime.leader;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Stands between the client and the API server and lets no write pass from a process that lost its Lease, even if nothing else in the process has
 * noticed yet (it was paused, its thread was stuck). Leases themselves pass.
 */
public final class Fence implements Interceptor {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private volatile BooleanSupplier mayWrite = () -> true;

    /** From now on writes pass only while this says so. */
    public void guardBy(BooleanSupplier permission) {
        mayWrite = permission;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        boolean isWrite = !READS.contains(request.method().toUpperCase(Locale.ROOT));
        boolean isLease = request.uri().getPath().startsWith("/apis/coordination.k8s.io/");
        if (isWrite && !isLease && !mayWrite.getAsBoolean()) {
            throw new NotLeading();
        }
    }

    /** A write was stopped because another process may be the leader by now. */
    public static final class NotLeading extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotLeading() {
            super("The write was stopped: this process is not the leader any more");
        }
    }
}
