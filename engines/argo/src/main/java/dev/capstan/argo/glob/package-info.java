/**
 * Patterns and regular expressions for texts as Argo CD's objects use them. Matching takes time in proportion to pattern and text,
 * whatever they are; knows nothing of what is matched.
 */
@NullMarked
package dev.capstan.argo.glob;

import org.jspecify.annotations.NullMarked;
