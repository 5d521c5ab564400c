/**
 * Custom resources of {@code notification.toolkit.fluxcd.io}. Data only: decisions belong to the controllers.
 */
@NullMarked
package dev.capstan.api.notification;

import org.jspecify.annotations.NullMarked;
