/**
 * The type {@code generic}: the event as JSON.
 */
@NullMarked
package dev.capstan.notification.provider.generic;

import org.jspecify.annotations.NullMarked;
