package dev.capstan.oci.registry;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whether hosts that need not speak TLS do, by who asked whom. */
final class KnownSchemes {
    private static final int MOST = 1000;

    private final Map<String, String> schemes = new ConcurrentHashMap<>();

    Optional<String> get(String key) {
        return Optional.ofNullable(schemes.get(key));
    }

    void put(String key, String scheme) {
        if (schemes.size() >= MOST) {
            schemes.clear();
        }
        schemes.put(key, scheme);
    }
}
