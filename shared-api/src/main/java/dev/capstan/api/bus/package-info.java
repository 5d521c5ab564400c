/**
 * Hints that controllers send each other, and the port they are sent through. Knows no broker; the connectors live in
 * the runtime module.
 */
@NullMarked
package dev.capstan.api.bus;

import org.jspecify.annotations.NullMarked;
