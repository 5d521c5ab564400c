/**
 * How one kind of owner has its objects applied: the constants by which a Kustomization differs from a HelmRelease or
 * an Application.
 */
@NullMarked
package dev.capstan.apply.profile;

import org.jspecify.annotations.NullMarked;
