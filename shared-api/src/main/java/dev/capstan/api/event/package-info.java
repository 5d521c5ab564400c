/**
 * What controllers tell people: one schema for the bus and for the HTTP event endpoint. Knows no transport.
 */
@NullMarked
package dev.capstan.api.event;

import org.jspecify.annotations.NullMarked;
