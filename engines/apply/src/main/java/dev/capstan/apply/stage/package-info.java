/**
 * In which order and in which groups objects are applied.
 */
@NullMarked
package dev.capstan.apply.stage;

import org.jspecify.annotations.NullMarked;
