/**
 * Deciding whether a webhook call is genuine and what it asks for. Knows neither the cluster nor HTTP servers.
 */
@NullMarked
package dev.capstan.notification.receiver;

import org.jspecify.annotations.NullMarked;
