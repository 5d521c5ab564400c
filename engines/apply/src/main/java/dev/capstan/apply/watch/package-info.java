/**
 * Watches every managed object by label, and turns watch events into health, drift and deletion.
 */
@NullMarked
package dev.capstan.apply.watch;

import org.jspecify.annotations.NullMarked;
