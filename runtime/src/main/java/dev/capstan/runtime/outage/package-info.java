/**
 * Whether the API server answers, and the word that it does so again: what failed meanwhile is done at once, and not when a
 * timer says so.
 */
@NullMarked
package dev.capstan.runtime.outage;

import org.jspecify.annotations.NullMarked;
