package dev.capstan.runtime.reconcile;

import java.time.Instant;
import java.util.Optional;

/**
 * One call of a reconciler for one object.
 *
 * @param id its identity in logs and events
 * @param startedAt wall clock at its start
 * @param requestedAt the value of the request annotation, when it is one that was not handled before
 */
public record Reconciliation(String id, Instant startedAt, Optional<String> requestedAt) {}
