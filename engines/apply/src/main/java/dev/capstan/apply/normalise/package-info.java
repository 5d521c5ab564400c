/**
 * Brings objects of built-in kinds to the form that the API server keeps, and says what was dropped.
 */
@NullMarked
package dev.capstan.apply.normalise;

import org.jspecify.annotations.NullMarked;
