package dev.capstan.application.kube;

import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.kube.SecretLookup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The password that {@code argocd --core} reads itself: of the Secret {@code argocd-redis}. Looked up anew after some seconds, at most. */
final class CorePassword implements Supplier<Optional<String>> {
    private static final String SECRET = "argocd-redis";
    private static final String KEY = "auth";
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final SecretLookup secrets;
    private final String namespace;
    private final Clock clock;
    private Optional<String> last = Optional.empty();
    private Instant until = Instant.MIN;

    CorePassword(SecretLookup secrets, String namespace, Clock clock) {
        this.secrets = secrets;
        this.namespace = namespace;
        this.clock = clock;
    }

    /** Empty when there is no such Secret, it cannot be read, or the password in it is empty. */
    @Override
    public synchronized Optional<String> get() {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            last = read();
            until = now.plus(KEPT);
        }
        return last;
    }

    private Optional<String> read() {
        try {
            return secrets.read(namespace, SECRET).text(KEY).filter(text -> !text.isEmpty());
        } catch (SecretException none) {
            return Optional.empty();
        }
    }
}
