/**
 * Buckets of object stores: what is in them, and the bytes of one object. Speaks HTTP through {@code dev.capstan.http} only; knows
 * nothing of artifacts, Secrets or custom resources.
 */
@NullMarked
package dev.capstan.objectstore;

import org.jspecify.annotations.NullMarked;
