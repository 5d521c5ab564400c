/**
 * Watches of kinds that a controller does not own; a kind that the cluster does not serve yet is waited for.
 */
@NullMarked
package dev.capstan.runtime.watch;

import org.jspecify.annotations.NullMarked;
