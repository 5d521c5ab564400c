package dev.capstan.runtime.reconcile;

import java.time.Instant;
import java.util.Optional;

/**
 * One call of a reconciler for one object.
 *
 * @param id its identity in logs and events
 * @param startedAt wall clock at its start
 * @param requestedAt the value of the request annotation, when it is one that was not handled before
 * @param isAsked whether something wants it now: the annotation, a message, another object; false when only its time has come, or the
 *     object was seen or changed
 */
public record Reconciliation(String id, Instant startedAt, Optional<String> requestedAt, boolean isAsked) {}
