/**
 * Tells people: every event goes to the API server and to the bus. Knows no channel that notifications are sent through.
 */
@NullMarked
package dev.capstan.runtime.event;

import org.jspecify.annotations.NullMarked;
