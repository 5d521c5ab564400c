package dev.capstan.runtime.object;

import dev.capstan.api.meta.ToolkitResource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Computes a patch again on the fresh object when somebody else changed it in between, a limited number of times. */
final class RetryOnConflict {
    static final int TRIES = 8;

    private RetryOnConflict() {}

    /** What to do with an object as it is. */
    sealed interface Step<T> {
        /** Nothing is left to do. */
        record Done<T>(Optional<T> now) implements Step<T> {}

        /** A patch was sent. */
        record Sent<T>(ObjectClient.Answer<T> answer) implements Step<T> {}
    }

    /**
     * Repeats a step until it is done or its patch took effect.
     *
     * @return the object as it is now; empty when it is gone, or was deleted and created again
     * @throws WriteContention when others kept changing the object
     */
    static <T extends ToolkitResource<?, ?>> Optional<T> run(
            ObjectClient<T> client, T seen, Function<T, Step<T>> step) {
        T base = seen;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            switch (step.apply(base)) {
                case Step.Done<T>(var now) -> {
                    return now;
                }
                case Step.Sent<T>(ObjectClient.Answer.Patched<T>(T now)) -> {
                    return Optional.of(now);
                }
                case Step.Sent<T>(ObjectClient.Answer.Gone<T> _) -> {
                    return Optional.empty();
                }
                case Step.Sent<T>(ObjectClient.Answer.Conflict<T> _) -> {
                    Optional<T> fresh = client.read(base)
                            .filter(it -> Objects.equals(
                                    it.getMetadata().getUid(),
                                    seen.getMetadata().getUid()));
                    if (fresh.isEmpty()) {
                        return Optional.empty();
                    }
                    base = fresh.get();
                }
            }
        }
        throw WriteContention.byChanges(seen.ref(), TRIES);
    }
}
