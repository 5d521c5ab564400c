package dev.capstan.notification.kube;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.runtime.log.InternalErrors;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes in changes of objects that this controller only reads, and records on an object what is wrong with a new spec of it. A mistake with one
 * object is reported and never reaches the watch.
 *
 * @param <T> the kind
 */
final class ConfigHandler<T extends ToolkitResource<?, ?>> implements BiConsumer<@Nullable T, @Nullable T> {
    private final Intake<T> intake;
    private final Reason reason;
    private final EventSink events;

    /**
     * What is done with a change.
     *
     * @param <T> the kind
     */
    @FunctionalInterface
    interface Intake<T> {
        /** Takes a change in, and returns one sentence for each thing that is wrong with the object. */
        List<String> take(@Nullable T before, @Nullable T after);
    }

    /**
     * A handler.
     *
     * @param reason the reason of the events that say what is wrong
     */
    ConfigHandler(Intake<T> intake, Reason reason, EventSink events) {
        this.intake = intake;
        this.reason = reason;
        this.events = events;
    }

    @Override
    public void accept(@Nullable T before, @Nullable T after) {
        try {
            List<String> problems = intake.take(before, after);
            if (after != null && isNewSpec(before, after)) {
                problems.forEach(it -> events.record(after, Severity.ERROR, reason, it, Map.of()));
            }
        } catch (RuntimeException | StackOverflowError bug) {
            T either = after == null ? before : after;
            InternalErrors.report("taking in a change", either == null ? "an object" : either.ref(), bug);
        }
    }

    private static boolean isNewSpec(@Nullable ToolkitResource<?, ?> before, ToolkitResource<?, ?> after) {
        return before == null
                || !before.getMetadata()
                        .getGeneration()
                        .equals(after.getMetadata().getGeneration());
    }
}
