/**
 * Which events an alert is about, and what metadata its notifications carry. Knows neither the cluster nor how messages are sent.
 */
@NullMarked
package dev.capstan.notification.alert;

import org.jspecify.annotations.NullMarked;
