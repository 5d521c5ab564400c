/**
 * Decides from an object alone whether it has reached its desired state: the kstatus rules and Flux's additions.
 * Pure: no cluster, no waiting.
 */
@NullMarked
package dev.capstan.apply.health;

import org.jspecify.annotations.NullMarked;
