/**
 * Follows the fields of objects through a build, so that it is known who set each of them. Compares objects before and after
 * every step; no transformer knows that it is watched, and a build that is not explained does none of this.
 */
@NullMarked
package dev.capstan.kustomize.explain;

import org.jspecify.annotations.NullMarked;
