/**
 * Keeps secret values out of every message.
 */
@NullMarked
package dev.capstan.apply.redaction;

import org.jspecify.annotations.NullMarked;
