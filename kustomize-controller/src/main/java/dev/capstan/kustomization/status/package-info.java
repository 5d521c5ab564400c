/**
 * Turns the result of a run into conditions, events and the next run: the only place that decides on what people see.
 */
@NullMarked
package dev.capstan.kustomization.status;

import org.jspecify.annotations.NullMarked;
