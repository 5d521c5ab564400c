/**
 * Health as Argo CD gives it: its six words in their order, and the health of an application out of its resources'.
 * Knows neither the rules of kinds nor what an application is stored as.
 */
@NullMarked
package dev.capstan.argo.health;

import org.jspecify.annotations.NullMarked;
