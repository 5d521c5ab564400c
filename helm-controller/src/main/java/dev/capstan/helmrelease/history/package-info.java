/**
 * Releases as the status remembers them. Pure.
 */
@NullMarked
package dev.capstan.helmrelease.history;

import org.jspecify.annotations.NullMarked;
