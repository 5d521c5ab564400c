/**
 * Reading and patching one object of a kind: optimistic locking, the status, the finalizer. Knows no kind and no conventions.
 */
@NullMarked
package dev.capstan.runtime.object;

import org.jspecify.annotations.NullMarked;
