/**
 * What annotations and options ask of a sync: hooks, waves, options. Knows only objects.
 */
@NullMarked
package dev.capstan.argo.annotation;

import org.jspecify.annotations.NullMarked;
