/**
 * Deletes what left the set, never what belongs to somebody else, and remembers what could not be deleted.
 */
@NullMarked
package dev.capstan.apply.prune;

import org.jspecify.annotations.NullMarked;
