/**
 * The health of live objects: what is being deleted, what a user has customised, the rules that are shipped, and those
 * of the engine, in this order.
 */
@NullMarked
package dev.capstan.argo.health.assess;

import org.jspecify.annotations.NullMarked;
