/**
 * Custom resources of {@code kustomize.toolkit.fluxcd.io}. Data only: decisions belong to the controllers.
 */
@NullMarked
package dev.capstan.api.kustomize;

import org.jspecify.annotations.NullMarked;
