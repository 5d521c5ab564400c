package dev.capstan.runtime.leader;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Stands between the client and the API server and lets no write pass from a process that lost its Lease, even if nothing else in the process has
 * noticed yet (it was paused, its thread was stuck). Leases themselves pass, and dry runs, of which nothing comes.
 */
public final class Fence implements Interceptor {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private volatile BooleanSupplier mayWrite = () -> true;
    private volatile boolean isShut;

    /** From now on writes pass only while this says so. */
    public void guardBy(BooleanSupplier permission) {
        mayWrite = permission;
    }

    /** From now on, and for good, nothing passes that could change anything: not even Leases do. */
    public void shut() {
        isShut = true;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (READS.contains(request.method().toUpperCase(Locale.ROOT)) || isDryRun(request.uri())) {
            return;
        }
        if (isShut) {
            throw new NotLeading("The write was stopped: this process only reads");
        }
        boolean isLease = request.uri().getPath().startsWith("/apis/coordination.k8s.io/");
        if (!isLease && !mayWrite.getAsBoolean()) {
            throw new NotLeading("The write was stopped: this process is not the leader any more");
        }
    }

    private static boolean isDryRun(URI uri) {
        return List.of(Objects.requireNonNullElse(uri.getRawQuery(), "").split("&"))
                .contains("dryRun=All");
    }

    /** A write was stopped because another process may be the leader by now, or because this one must not write at all. */
    public static final class NotLeading extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NotLeading(String message) {
            super(message);
        }
    }
}
