/** Keeps what is costly to make, by the digest of what it is made of. Knows nothing of what that is. */
@NullMarked
package dev.capstan.helm.cache;

import org.jspecify.annotations.NullMarked;
