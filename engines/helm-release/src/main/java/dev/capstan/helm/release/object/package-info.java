/**
 * The objects of a release: read from its manifest, marked as its own, and deleted when they are.
 */
@NullMarked
package dev.capstan.helm.release.object;

import org.jspecify.annotations.NullMarked;
