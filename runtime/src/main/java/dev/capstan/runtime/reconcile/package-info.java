/**
 * The frame around one pass over one object: trigger rules, suspension, finalizer, status, schedule, metrics and log context. Knows no kind.
 */
@NullMarked
package dev.capstan.runtime.reconcile;

import org.jspecify.annotations.NullMarked;
