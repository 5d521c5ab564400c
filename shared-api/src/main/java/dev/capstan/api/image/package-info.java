/**
 * Custom resources of {@code image.toolkit.fluxcd.io}. Data only: decisions belong to the controller.
 */
@NullMarked
package dev.capstan.api.image;

import org.jspecify.annotations.NullMarked;
