package dev.capstan.runtime.status;

import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.meta.ToolkitStatus;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * How a reconciliation left an object, in the words of the condition model: {@code Ready} with {@code Reconciling} or {@code Stalled} beside it, and
 * whether the generation counts as observed. Other conditions and fields of the status stay.
 */
public sealed interface ReadyState {
    /** The reason of the {@code Ready} condition. */
    Reason reason();

    /** The message of the {@code Ready} condition. */
    String message();

    /** The object is as declared. */
    record Ready(Reason reason, String message) implements ReadyState {}

    /** Work on the object goes on, and it is not known how it will end. */
    record Progressing(Reason reason, String message) implements ReadyState {}

    /** The reconciliation failed and will be tried again. */
    record Retrying(Reason reason, String message) implements ReadyState {}

    /** The reconciliation failed, and trying again makes no sense before the input changes. */
    record Stalled(Reason reason, String message) implements ReadyState {}

    /**
     * The change that writes this state into a status.
     *
     * @param object the object that was judged; its generation goes into the conditions
     * @param now the wall clock
     */
    default <S extends ToolkitStatus<S>> UnaryOperator<S> on(ToolkitResource<?, S> object, Instant now) {
        long generation = object.getMetadata().getGeneration();
        return status -> on(status, generation, now);
    }

    /**
     * A status with this state.
     *
     * @param generation the generation that was judged
     * @param now the wall clock
     */
    default <S extends ToolkitStatus<S>> S on(S status, long generation, Instant now) {
        CommonStatus judged = status.common()
                .withConditions(applyTo(Conditions.of(status.common().conditions()), generation, now));
        return status.with(isFinal() ? judged.withObservedGeneration(generation) : judged);
    }

    /** The conditions with this state. */
    default Conditions applyTo(Conditions conditions, long generation, Instant now) {
        return switch (this) {
            case Ready _ ->
                conditions
                        .without(Condition.RECONCILING, Condition.STALLED)
                        .with(Condition.isTrue(Condition.READY, reason(), message(), generation, now));
            case Progressing _ ->
                conditions
                        .with(Condition.isTrue(Condition.RECONCILING, reason(), message(), generation, now))
                        .with(Condition.isUnknown(Condition.READY, reason(), message(), generation, now));
            case Retrying _ ->
                conditions
                        .with(Condition.isTrue(
                                Condition.RECONCILING, Reason.PROGRESSING_WITH_RETRY, message(), generation, now))
                        .with(Condition.isFalse(Condition.READY, reason(), message(), generation, now));
            case Stalled _ ->
                conditions
                        .with(Condition.isTrue(Condition.STALLED, reason(), message(), generation, now))
                        .with(Condition.isFalse(Condition.READY, reason(), message(), generation, now));
        };
    }

    /** Whether the generation was worked on to an end. */
    private boolean isFinal() {
        return switch (this) {
            case Ready _, Stalled _ -> true;
            case Progressing _, Retrying _ -> false;
        };
    }
}
