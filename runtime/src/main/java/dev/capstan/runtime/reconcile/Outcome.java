package dev.capstan.runtime.reconcile;

import java.util.function.UnaryOperator;

/**
 * How a pass ended.
 *
 * @param status from the stored status to the one that is true now; pure, since it is asked again when somebody else changed the object
 * @param next when to look again
 * @param <S> the status
 */
public record Outcome<S>(UnaryOperator<S> status, Next next) {}
