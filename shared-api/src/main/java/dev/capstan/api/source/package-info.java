/**
 * Custom resources of {@code source.toolkit.fluxcd.io}. Data only: decisions belong to the controllers.
 */
@NullMarked
package dev.capstan.api.source;

import org.jspecify.annotations.NullMarked;
