/**
 * At most one process writes: leader election by Lease, and a fence in front of the API server for one that lost it without noticing.
 */
@NullMarked
package dev.capstan.runtime.leader;

import org.jspecify.annotations.NullMarked;
