/**
 * A HelmRelease as a value: what others may know of it, and what its fields mean where they say nothing. Knows no cluster.
 */
@NullMarked
package dev.capstan.helmrelease.snapshot;

import org.jspecify.annotations.NullMarked;
