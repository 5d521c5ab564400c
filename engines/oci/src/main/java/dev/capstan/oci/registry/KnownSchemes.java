package dev.capstan.oci.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Whether hosts that need not speak TLS do, by who asked whom; for some minutes, because a host may learn it. */
final class KnownSchemes {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int MOST = 1000;

    private final LongSupplier nanoTime;
    private final Map<String, Known> schemes = new ConcurrentHashMap<>();

    private record Known(String scheme, long endNanos) {}

    KnownSchemes() {
        this(System::nanoTime);
    }

    KnownSchemes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    Optional<String> get(String key) {
        Known known = schemes.get(key);
        return known == null || known.endNanos() - nanoTime.getAsLong() <= 0
                ? Optional.empty()
                : Optional.of(known.scheme());
    }

    void put(String key, String scheme) {
        if (schemes.size() >= MOST) {
            schemes.clear();
        }
        schemes.put(key, new Known(scheme, nanoTime.getAsLong() + LIFETIME.toNanos()));
    }

    boolean isEmpty() {
        return schemes.isEmpty();
    }
}
