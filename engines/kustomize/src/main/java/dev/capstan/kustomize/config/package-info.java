/**
 * Which fields a transformer changes: built in, read from {@code configurations} files, or derived from {@code crds} files.
 * Knows no transformer and no object.
 */
@NullMarked
package dev.capstan.kustomize.config;

import org.jspecify.annotations.NullMarked;
