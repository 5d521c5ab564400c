package dev.capstan.oci.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Values of the header {@code Authorization} that registries took, by who asked whom for what. */
final class KnownTokens {
    private static final int MOST = 1000;
    /** A token is not used in its last seconds, because it takes time to arrive. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String header, long endNanos) {}

    Optional<String> get(String key) {
        Token token = tokens.get(key);
        return token == null || token.endNanos() - System.nanoTime() < 0
                ? Optional.empty()
                : Optional.of(token.header());
    }

    void put(String key, String header, Duration lifetime) {
        if (tokens.size() >= MOST) {
            tokens.clear();
        }
        tokens.put(
                key,
                new Token(header, System.nanoTime() + lifetime.minus(MARGIN).toNanos()));
    }

    void remove(String key) {
        tokens.remove(key);
    }
}
