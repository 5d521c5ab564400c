/**
 * Takes credentials out of text that people will read. Pure.
 */
@NullMarked
package dev.capstan.runtime.redaction;

import org.jspecify.annotations.NullMarked;
