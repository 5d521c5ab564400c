/**
 * Custom resources of {@code helm.toolkit.fluxcd.io}. Data only: decisions belong to the controller.
 */
@NullMarked
package dev.capstan.api.helm;

import org.jspecify.annotations.NullMarked;
