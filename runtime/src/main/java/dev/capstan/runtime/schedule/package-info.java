/**
 * When to look again: intervals with jitter, delays that grow, timers on a clock that cannot jump. Pure but for the timers.
 */
@NullMarked
package dev.capstan.runtime.schedule;

import org.jspecify.annotations.NullMarked;
