/**
 * Probes and the HTTP ports they answer on.
 */
@NullMarked
package dev.capstan.runtime.health;

import org.jspecify.annotations.NullMarked;
