/**
 * Taking events in: duplicates within a window are turned away. Knows no transport.
 */
@NullMarked
package dev.capstan.notification.event;

import org.jspecify.annotations.NullMarked;
