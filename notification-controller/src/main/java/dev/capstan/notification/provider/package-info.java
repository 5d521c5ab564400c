/**
 * Turning an event into a message for a place, and getting it there: formats, address rules, retries, one bounded queue per place.
 * Knows neither the cluster nor HTTP clients.
 */
@NullMarked
package dev.capstan.notification.provider;

import org.jspecify.annotations.NullMarked;
