/**
 * Writes the status of an object: one patch when something changed, none otherwise, and never anything but the status.
 */
@NullMarked
package dev.capstan.runtime.status;

import org.jspecify.annotations.NullMarked;
