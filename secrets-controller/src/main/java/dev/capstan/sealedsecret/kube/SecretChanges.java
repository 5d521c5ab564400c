package dev.capstan.sealedsecret.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.schedule.MonotonicTimers;
import dev.capstan.sealedsecret.pace.Pace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a SealedSecret when somebody else changed or deleted its Secret: at once, and more slowly when it goes on, so that two who want
 * different things do not keep the API server busy.
 */
final class SecretChanges implements BiConsumer<@Nullable SecretMetadata, @Nullable SecretMetadata>, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int AT_ONCE = 5;

    private final Predicate<ObjectKey> isSealed;
    private final Map<ObjectKey, String> ownVersions = new ConcurrentHashMap<>();
    private final Map<ObjectKey, Pace> paces = new ConcurrentHashMap<>();
    private final Set<ObjectKey> waiting = ConcurrentHashMap.newKeySet();
    private final MonotonicTimers<ObjectKey> timers;

    /**
     * @param isSealed whether there is a SealedSecret of that name
     * @param wake asks for its reconciliation
     */
    SecretChanges(Predicate<ObjectKey> isSealed, Consumer<ObjectKey> wake) {
        this.isSealed = isSealed;
        this.timers = new MonotonicTimers<>(
                "changed-secrets",
                key -> {
                    waiting.remove(key);
                    wake.accept(key);
                },
                bug -> InternalErrors.report("waking a SealedSecret", "timers", bug));
    }

    /** We wrote a Secret; the change that the watch will report is ours. */
    void wrote(HasMetadata secret) {
        ownVersions.put(keyOf(secret), secret.getMetadata().getResourceVersion());
    }

    /** The SealedSecret is gone. */
    void forget(ObjectKey key) {
        ownVersions.remove(key);
        paces.remove(key);
    }

    /** What the watch saw. A Secret that is new is nobody's change: whoever waits for its name hears of the deletion before. */
    @Override
    public void accept(@Nullable SecretMetadata before, @Nullable SecretMetadata after) {
        if (before == null) {
            return;
        }
        ObjectKey key = keyOf(before);
        if (isSealed.test(key) && !isOurs(key, after) && waiting.add(key)) {
            timers.start(
                    key,
                    paces.computeIfAbsent(key, _ -> new Pace(INTERVAL, AT_ONCE)).reserve(System.nanoTime()));
        }
    }

    private boolean isOurs(ObjectKey key, @Nullable SecretMetadata after) {
        return after != null
                && Objects.equals(ownVersions.get(key), after.getMetadata().getResourceVersion());
    }

    private static ObjectKey keyOf(HasMetadata secret) {
        return new ObjectKey(
                secret.getMetadata().getNamespace(), secret.getMetadata().getName());
    }

    @Override
    public void close() {
        timers.close();
    }
}
