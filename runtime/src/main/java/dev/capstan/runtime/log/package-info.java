/**
 * Log lines as JSON with the keys that tools for Flux read.
 */
@NullMarked
package dev.capstan.runtime.log;

import org.jspecify.annotations.NullMarked;
