/**
 * The bridge between the kustomize engine's port for remote bases and the Git engine's mirrors. Both engines stay unaware of each
 * other.
 */
@NullMarked
package dev.capstan.remotebase;

import org.jspecify.annotations.NullMarked;
